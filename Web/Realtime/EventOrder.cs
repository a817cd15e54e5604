using Collab.Domain.Shared.Events;

namespace Collab.Web.Realtime;

/// <summary>
/// Puts a stream's events into the order of their versions. What comes too early waits; what came already is dropped;
/// while something waits there is a gap, and whoever owns this catches up. An event may stand for several; then what was
/// taken of them already does no harm, since it carries the state after the last.
/// </summary>
public sealed class EventOrder
{
    private const int MaxWaiting = 500;

    // By the version from which each stands.
    private readonly SortedDictionary<long, DomainEvent> _waiting = [];

    /// <summary>Everything up to here was taken.</summary>
    public long Version { get; private set; }

    /// <summary>Events are missing before those that wait.</summary>
    public bool HasGap => _waiting.Count > 0;

    /// <summary>Begins at a version, keeping what waits above it.</summary>
    public void Start(long version) => Version = version;

    /// <summary>Takes an event and returns all that can be applied now, in order.</summary>
    public IReadOnlyList<DomainEvent> Take(DomainEvent happened)
    {
        Wait(happened);
        return Drain();
    }

    /// <summary>Keeps an event for later.</summary>
    public void Wait(DomainEvent happened)
    {
        if (happened.Version <= Version || _waiting.Count >= MaxWaiting)
            return;
        // Of two that begin alike the one that goes further has the other in it.
        if (!_waiting.TryGetValue(happened.FromVersion, out var other) || other.Version < happened.Version)
            _waiting[happened.FromVersion] = happened;
    }

    /// <summary>Takes all that waits, in order, whatever is missing before it.</summary>
    public IReadOnlyList<DomainEvent> Skip()
    {
        var ready = new List<DomainEvent>();
        while (_waiting.Count > 0)
        {
            Version = Math.Max(Version, _waiting.First().Key - 1);
            ready.AddRange(Drain());
        }

        return ready;
    }

    /// <summary>Takes what continues the order, forgetting what is known already.</summary>
    public IReadOnlyList<DomainEvent> Drain()
    {
        var ready = new List<DomainEvent>();
        while (_waiting.Count > 0)
        {
            var (from, happened) = _waiting.First();
            if (from > Version + 1)
                break;
            _waiting.Remove(from);
            if (happened.Version <= Version)
                continue;
            Version = happened.Version;
            ready.Add(happened);
        }

        return ready;
    }
}
