using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Web.Realtime;

/// <summary>
/// Puts what the bus brings into the order of each stream's versions, once for everybody on the node. Two nodes that write
/// to one stream tell of it each by itself, and often the later one first: without this everybody who follows would take
/// the earlier event for lost and read it from the database.
/// </summary>
internal sealed class ArrivalOrder
{
    /// <summary>How long an event waits for one before it. What has not come by then is lost, and those who follow read it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private const int MaxWaiting = 400;
    private const int MaxLines = 10_000;

    private readonly Dictionary<StreamId, Line> _lines = [];
    private readonly HashSet<StreamId> _held = [];

    /// <summary>When something that waits is to be told in any case; null while nothing waits.</summary>
    public DateTimeOffset? DueAt => _held.Count == 0 ? null : _held.Min(stream => _lines[stream].DueAt);

    /// <summary>Takes an event and returns what can be told now, in order.</summary>
    public IReadOnlyList<DomainEvent> Take(DomainEvent happened, DateTimeOffset now)
    {
        if (!_lines.TryGetValue(happened.Stream, out var line))
        {
            MakeRoom();
            _lines[happened.Stream] = line = new Line();
            line.Order.Start(happened.FromVersion - 1);
        }

        // Told all the same: whoever has read it drops it, and that somebody has left or joined must reach everybody.
        if (happened.Version <= line.Order.Version)
            return [happened];
        var ready = line.Order.Take(happened);
        if (!line.Order.HasGap)
        {
            _held.Remove(happened.Stream);
            return ready;
        }

        if (_held.Add(happened.Stream))
            (line.DueAt, line.Waiting) = (now + Patience, 0);
        // Whoever leaves hears it at once, and nothing afterwards.
        return happened is MembersLeft || ++line.Waiting >= MaxWaiting ? [.. ready, .. Release(happened.Stream)] : ready;
    }

    /// <summary>What has waited long enough, stream by stream.</summary>
    public IReadOnlyList<DomainEvent> TakeDue(DateTimeOffset now) =>
        [.. _held.Where(stream => _lines[stream].DueAt <= now).ToArray().SelectMany(Release)];

    /// <summary>Nobody here follows it.</summary>
    public void Forget(StreamId stream)
    {
        _lines.Remove(stream);
        _held.Remove(stream);
    }

    /// <summary>Everything that waits; afterwards nothing is known of any order.</summary>
    public IReadOnlyList<DomainEvent> TakeAll()
    {
        DomainEvent[] all = [.. _held.ToArray().SelectMany(Release)];
        _lines.Clear();
        return all;
    }

    private IReadOnlyList<DomainEvent> Release(StreamId stream)
    {
        _held.Remove(stream);
        return _lines[stream].Order.Skip();
    }

    // Where nothing waits nothing is lost by beginning anew.
    private void MakeRoom()
    {
        if (_lines.Count < MaxLines)
            return;
        foreach (var stream in _lines.Keys.Where(s => !_held.Contains(s)).ToArray())
            _lines.Remove(stream);
    }

    private sealed class Line
    {
        public EventOrder Order { get; } = new();

        public DateTimeOffset DueAt { get; set; }

        public int Waiting { get; set; }
    }
}
