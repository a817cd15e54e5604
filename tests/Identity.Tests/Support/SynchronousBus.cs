using Collab.Domain.Shared.Events;

namespace Collab.Identity.Tests.Support;

/// <summary>A bus that has delivered when publishing returns.</summary>
internal sealed class SynchronousBus : IEventBus
{
    private readonly List<Action<Notice>> _subscribers = [];

    public List<Notice> Published { get; } = [];

    /// <summary>A cut line: what is published is not delivered.</summary>
    public bool IsCut { get; set; }

    public ValueTask PublishAsync(IReadOnlyCollection<Notice> notices, CancellationToken ct)
    {
        foreach (var notice in notices)
        {
            Published.Add(notice);
            if (!IsCut)
                _subscribers.ForEach(s => s(notice));
        }

        return ValueTask.CompletedTask;
    }

    public IDisposable Subscribe(Action<Notice> onNotice, Action onGap)
    {
        _subscribers.Add(onNotice);
        return new Subscription(() => _subscribers.Remove(onNotice));
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
