using Collab.Domain.Shared.Events;

namespace Collab.Web.Tests.Realtime;

/// <summary>A bus that delivers at once, on the caller's thread.</summary>
internal sealed class TestBus : IEventBus
{
    private readonly List<(Action<Notice> OnNotice, Action OnGap)> _subscribers = [];

    public ValueTask PublishAsync(IReadOnlyCollection<Notice> notices, CancellationToken ct)
    {
        foreach (var notice in notices)
            Publish(notice);
        return ValueTask.CompletedTask;
    }

    public void Publish(Notice notice) => _subscribers.ForEach(s => s.OnNotice(notice));

    public void Break() => _subscribers.ForEach(s => s.OnGap());

    public IDisposable Subscribe(Action<Notice> onNotice, Action onGap)
    {
        _subscribers.Add((onNotice, onGap));
        return new Nothing();
    }

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
