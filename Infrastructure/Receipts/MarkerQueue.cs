using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Receipts;

/// <summary>
/// The markers that wait to be written, one for each person and stream, in the order in which they are due. Times are
/// ticks of a clock that its owner reads.
/// </summary>
internal sealed class MarkerQueue(MarkerPace pace)
{
    /// <summary>The most markers of one transaction.</summary>
    public const int MaxGroup = 512;

    private const int MaxWaiting = 65_536;

    private readonly Dictionary<(StreamId, UserId), PendingMarker> _pending = [];
    private readonly Dictionary<(StreamId, UserId), long> _written = [];
    private readonly Queue<((StreamId, UserId) Key, long At)> _writtenInOrder = [];
    private readonly PriorityQueue<PendingMarker, long> _later = new();
    private readonly Queue<PendingMarker> _due = [];
    private readonly Queue<PendingMarker> _urgent = [];
    private long _nextGroupAt = long.MinValue;

    /// <summary>True when nothing waits.</summary>
    public bool IsEmpty => _pending.Count == 0;

    /// <summary>Takes a move; null when too many wait.</summary>
    public Task<Result<ReadState>>? Move(StreamId stream, UserId user, (long Seq, MarkerMove Move, int UnreadMarks) wanted, long now)
    {
        var isNew = !_pending.TryGetValue((stream, user), out var marker);
        if (isNew && (marker = Add(stream, user)) is null)
            return null;
        var hadMove = marker!.HasMove; // found or added
        var done = marker.Move(wanted.Seq, wanted.Move, wanted.UnreadMarks);
        if (wanted.Move == MarkerMove.Back)
            _urgent.Enqueue(marker);
        else if (!hadMove)
            Schedule(marker, DueAt((stream, user), now), now);
        return done;
    }

    /// <summary>Takes a delivery; when too many wait it is forgotten.</summary>
    public void Deliver(StreamId stream, UserId user, long seq, long now)
    {
        if (_pending.TryGetValue((stream, user), out var marker))
        {
            marker.Deliver(seq);
        }
        else if (Add(stream, user) is { } added)
        {
            added.Deliver(seq);
            Schedule(added, now + pace.Person.Ticks, now);
        }
    }

    /// <summary>When the next group is due; null when nothing waits.</summary>
    public long? NextAt(long now)
    {
        Ripen(now);
        return _urgent.Count > 0 || _due.Count >= MaxGroup ? now
            : _due.Count > 0 ? Math.Max(now, _nextGroupAt)
            : _later.TryPeek(out _, out var at) ? Math.Max(at, _nextGroupAt)
            : null;
    }

    /// <summary>Takes what is due; with <paramref name="all"/> whatever waits.</summary>
    public List<PendingMarker> Take(long now, bool all = false)
    {
        var group = new List<PendingMarker>();
        while (group.Count < MaxGroup && _urgent.TryDequeue(out var marker))
            Take(marker, group, now);
        if (all)
        {
            foreach (var marker in _pending.Values.Take(MaxGroup - group.Count).ToArray())
                Take(marker, group, now);
        }

        // What is due goes along with what goes anyway.
        if (group.Count > 0 || NextAt(now) <= now)
        {
            Ripen(now);
            while (group.Count < MaxGroup && _due.TryDequeue(out var marker))
                Take(marker, group, now);
        }

        if (group.Count > 0)
            _nextGroupAt = now + pace.Group.Ticks;
        return group;
    }

    private void Take(PendingMarker marker, List<PendingMarker> group, long now)
    {
        if (marker.IsTaken)
            return;
        marker.IsTaken = true;
        var key = (marker.Stream, marker.User);
        _pending.Remove(key);
        group.Add(marker);
        if (pace.Person <= TimeSpan.Zero)
            return;
        _written[key] = now;
        _writtenInOrder.Enqueue((key, now));
    }

    private PendingMarker? Add(StreamId stream, UserId user) =>
        _pending.Count >= MaxWaiting ? null : _pending[(stream, user)] = new PendingMarker(stream, user);

    private long DueAt((StreamId, UserId) key, long now)
    {
        while (_writtenInOrder.TryPeek(out var oldest) && oldest.At + pace.Person.Ticks <= now)
        {
            _writtenInOrder.Dequeue();
            if (_written.TryGetValue(oldest.Key, out var at) && at == oldest.At)
                _written.Remove(oldest.Key);
        }

        return _written.TryGetValue(key, out var written) ? written + pace.Person.Ticks : now;
    }

    private void Schedule(PendingMarker marker, long at, long now)
    {
        if (at <= now)
            _due.Enqueue(marker);
        else
            _later.Enqueue(marker, at);
    }

    // A marker may stand in several queues: it is taken once, and passed over afterwards.
    private void Ripen(long now)
    {
        while (_later.TryPeek(out var marker, out var at) && (at <= now || marker.IsTaken))
        {
            _later.Dequeue();
            if (!marker.IsTaken)
                _due.Enqueue(marker);
        }

        while (_due.TryPeek(out var first) && first.IsTaken)
            _due.Dequeue();
        while (_urgent.TryPeek(out var first) && first.IsTaken)
            _urgent.Dequeue();
    }
}
