using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.TownHalls;

namespace Collab.Web.TownHalls;

/// <summary>
/// What the bus brings, for those who hand it to this node's pages and programs. Where so many get a place's events here
/// that it is a town hall, they are gathered: what each viewer is sent does not grow with what all of them do.
/// </summary>
public sealed class LiveEvents : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<StreamId, Gathering> _halls = [];
    private readonly TownHallRules _rules;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly IDisposable _subscription;
    private Listener[] _listeners = [];
    private DateTimeOffset? _wakesAt;

    /// <summary>Listens from now on.</summary>
    public LiveEvents(IEventBus bus, TownHallRules rules, TimeProvider time)
    {
        (_rules, _time) = (rules, time);
        _timer = time.CreateTimer(_ => FlushDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _subscription = bus.Subscribe(Receive, ReportGap);
    }

    /// <summary>How many places are gathered now.</summary>
    public int Halls
    {
        get
        {
            lock (_lock)
                return _halls.Count;
        }
    }

    /// <summary>Receives until disposed.</summary>
    /// <param name="onNotices">Called in order, one at a time, with what goes out together; must be quick and must not throw.</param>
    /// <param name="onGap">Notices may have been lost.</param>
    /// <param name="receivers">How many get a place's events through this listener.</param>
    public IDisposable Subscribe(Action<IReadOnlyList<Notice>> onNotices, Action onGap, Func<StreamId, int> receivers)
    {
        var listener = new Listener(this, onNotices, onGap, receivers);
        lock (_lock)
            _listeners = [.. _listeners, listener];
        return listener;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _subscription.Dispose();
        _timer.Dispose();
    }

    private void Receive(Notice notice)
    {
        lock (_lock)
        {
            if (notice is not DomainEvent happened)
                Tell([notice]);
            else if (FindHall(happened.Stream) is { } hall)
                Pass(hall, hall.Take(happened, _time.GetUtcNow()));
            else
                Tell([happened]);
        }
    }

    // It begins with whatever happens, and ends when nothing of it is held.
    private Gathering? FindHall(StreamId stream)
    {
        var wasOne = _halls.TryGetValue(stream, out var hall);
        if (_rules.IsOne(_listeners.Sum(l => l.Receivers(stream)), wasOne))
            return hall ?? (_halls[stream] = new Gathering());
        if (hall is not null)
            End(stream, hall);
        return null;
    }

    private void End(StreamId stream, Gathering hall)
    {
        _halls.Remove(stream);
        Tell(hall.End(_time.GetUtcNow()));
    }

    private void Pass(Gathering hall, IReadOnlyList<DomainEvent> ready)
    {
        Tell(ready);
        if (hall.DueAt is { } due && (_wakesAt is null || due < _wakesAt))
            Wake(due);
    }

    private void FlushDue()
    {
        lock (_lock)
        {
            _wakesAt = null;
            var now = _time.GetUtcNow();
            foreach (var hall in _halls.Values.Where(h => h.DueAt <= now))
                Pass(hall, hall.Flush(now));
            if (_halls.Values.Min(h => h.DueAt) is { } next && (_wakesAt is null || next < _wakesAt))
                Wake(next);
        }
    }

    private void Wake(DateTimeOffset at)
    {
        _wakesAt = at;
        var wait = at - _time.GetUtcNow();
        _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void ReportGap()
    {
        lock (_lock)
        {
            // What is held goes first: everybody reads the truth afterwards.
            foreach (var (stream, hall) in _halls.ToArray())
                End(stream, hall);
            foreach (var listener in _listeners)
                listener.OnGap();
        }
    }

    private void Tell(IReadOnlyList<Notice> notices)
    {
        if (notices.Count == 0)
            return;
        foreach (var listener in _listeners)
            listener.OnNotices(notices);
    }

    private sealed class Listener(LiveEvents owner, Action<IReadOnlyList<Notice>> onNotices, Action onGap, Func<StreamId, int> receivers) : IDisposable
    {
        public Action<IReadOnlyList<Notice>> OnNotices => onNotices;

        public Action OnGap => onGap;

        public Func<StreamId, int> Receivers => receivers;

        public void Dispose()
        {
            lock (owner._lock)
                owner._listeners = [.. owner._listeners.Where(l => l != this)];
        }
    }
}
