using Collab.Domain.Presence;
using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Presence;

/// <summary>The people of one node and their sum: what another node has told, or what this one has told the others.</summary>
internal sealed class NodePeople
{
    private Dictionary<UserId, PresenceState> _states = [];

    // Everybody comes in parts and counts when the last one is there: no page sees half a node go.
    private NodePeople? _coming;

    public PresenceSum Sum { get; private set; }

    public IReadOnlyDictionary<UserId, PresenceState> States => _states;

    /// <summary>When the node was last heard of.</summary>
    public DateTimeOffset HeardAt { get; set; }

    public PresenceState Of(UserId user) => _states.GetValueOrDefault(user);

    /// <summary>True when the person had another state before.</summary>
    public bool Set(UserId user, PresenceState state)
    {
        if (_states.TryGetValue(user, out var before))
        {
            if (before == state)
                return false;
            Sum = Sum.Without(user, before);
        }
        else if (state == PresenceState.Offline)
        {
            return false;
        }

        if (state == PresenceState.Offline)
        {
            _states.Remove(user);
            return true;
        }

        _states[user] = state;
        Sum = Sum.With(user, state);
        return true;
    }

    /// <summary>Takes what the node tells, and adds those who have another state by it to <paramref name="changed"/>.</summary>
    public void Take(PresenceSignal signal, HashSet<UserId> changed)
    {
        if (signal.IsWhole)
            _coming = new NodePeople();
        var to = _coming ?? this;
        foreach (var (users, state) in new[] { (signal.Online, PresenceState.Online), (signal.Away, PresenceState.Away), (signal.Gone, PresenceState.Offline) })
        {
            foreach (var user in users)
            {
                if (to.Set(user, state) && to == this)
                    changed.Add(user);
            }
        }

        if (_coming is not { } whole || signal.HasMore)
            return;
        changed.UnionWith(_states.Where(s => whole.Of(s.Key) != s.Value).Select(s => s.Key));
        changed.UnionWith(whole._states.Where(s => Of(s.Key) != s.Value).Select(s => s.Key));
        (_states, Sum, _coming) = (whole._states, whole.Sum, null);
    }
}
