using Collab.Domain.Shared.Events;

namespace Collab.Infrastructure.Tests.Presence;

/// <summary>A bus that delivers at once, or not at all.</summary>
internal sealed class DirectBus : IEventBus
{
    private readonly List<Action<Notice>> _subscribers = [];

    public bool IsDown { get; set; }

    public List<Notice> Sent { get; } = [];

    public void Send(Notice notice)
    {
        if (IsDown)
            return;
        Sent.Add(notice);
        foreach (var subscriber in _subscribers.ToArray())
            subscriber(notice);
    }

    public ValueTask PublishAsync(IReadOnlyCollection<Notice> notices, CancellationToken ct)
    {
        foreach (var notice in notices)
            Send(notice);
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
