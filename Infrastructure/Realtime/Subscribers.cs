using Collab.Domain.Shared.Events;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Realtime;

/// <summary>The subscribers of one node; both buses deliver through it.</summary>
internal sealed class Subscribers(ILogger log)
{
    private readonly Lock _lock = new();
    private Subscriber[] _all = [];

    public IDisposable Add(Action<Notice> onNotice, Action onGap)
    {
        var subscriber = new Subscriber(this, onNotice, onGap);
        lock (_lock)
            _all = [.. _all, subscriber];
        return subscriber;
    }

    public void Deliver(Notice notice)
    {
        foreach (var subscriber in _all)
            Guard(() => subscriber.OnNotice(notice));
    }

    public void ReportGap()
    {
        foreach (var subscriber in _all)
            Guard(subscriber.OnGap);
    }

    // A subscriber that throws breaks its contract, but must not take the others' notices with it.
    private void Guard(Action action)
    {
        try
        {
            action();
        }
#pragma warning disable CA1031 // see above
        catch (Exception error)
#pragma warning restore CA1031
        {
            log.LogError(error, "A subscriber of the event bus failed.");
        }
    }

    private void Remove(Subscriber subscriber)
    {
        lock (_lock)
            _all = [.. _all.Where(s => s != subscriber)];
    }

    private sealed class Subscriber(Subscribers owner, Action<Notice> onNotice, Action onGap) : IDisposable
    {
        public Action<Notice> OnNotice => onNotice;

        public Action OnGap => onGap;

        public void Dispose() => owner.Remove(this);
    }
}
