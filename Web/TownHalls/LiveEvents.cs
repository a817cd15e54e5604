using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.TownHalls;
using Collab.Web.Realtime;

namespace Collab.Web.TownHalls;

/// <summary>
/// What the bus brings, for those who hand it to this node's pages and programs. Where so many get a place's events here
/// that it is a town hall, they are gathered: what each viewer is sent does not grow with what all of them do.
/// </summary>
public sealed class LiveEvents : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<StreamId, Gathering> _halls = [];
    private readonly ArrivalOrder _order = new();
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
            if (notice is DomainEvent happened)
                Sort(happened);
            else
                Tell([notice]);
        }
    }

    private void Sort(DomainEvent happened)
    {
        if (_listeners.Sum(l => l.Receivers(happened.Stream)) == 0)
        {
            _order.Forget(happened.Stream);
            Hand(happened);
            return;
        }

        foreach (var next in _order.Take(happened, _time.GetUtcNow()))
            Hand(next);
        WakeAt(_order.DueAt);
    }

    private void Hand(DomainEvent happened)
    {
        if (FindHall(happened.Stream) is { } hall)
            Pass(hall, hall.Take(happened, _time.GetUtcNow()));
        else
            Tell([happened]);
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
        WakeAt(hall.DueAt);
    }

    private void FlushDue()
    {
        lock (_lock)
        {
            _wakesAt = null;
            var now = _time.GetUtcNow();
            foreach (var late in _order.TakeDue(now))
                Hand(late);
            foreach (var hall in _halls.Values.Where(h => h.DueAt <= now))
                Pass(hall, hall.Flush(now));
            WakeAt(_halls.Values.Min(h => h.DueAt));
            WakeAt(_order.DueAt);
        }
    }

    private void WakeAt(DateTimeOffset? due)
    {
        if (due is not { } at || _wakesAt <= at)
            return;
        _wakesAt = at;
        var wait = at - _time.GetUtcNow();
        _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void ReportGap()
    {
        lock (_lock)
        {
            // What is held goes first: everybody reads the truth afterwards.
            foreach (var late in _order.TakeAll())
                Hand(late);
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
