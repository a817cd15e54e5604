using Collab.Domain.Presence;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Presence;

/// <summary>
/// Who is online over all nodes. Each node tells the others who is connected to it: changes once a second, everybody
/// every half minute. A node that falls silent is forgotten, so its people fade within the time to live.
/// </summary>
internal sealed class PresenceBoard : IPresence, IDisposable
{
    private static readonly TimeSpan AwayAfter = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(75);

    // A page that reloads or a network that blinks is not a person who leaves.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly IDisposable _subscription;
    private readonly Dictionary<UserId, LocalPerson> _local = [];
    private readonly Dictionary<string, RemoteNode> _nodes = [];
    private readonly HashSet<UserId> _changed = [];
    private readonly Dictionary<UserId, PresenceState> _shown = [];
    private Dictionary<UserId, PresenceState> _told = [];

    public PresenceBoard(IEventBus bus, TimeProvider time)
    {
        _time = time;
        _subscription = bus.Subscribe(Receive, () => { });
    }

    public event Action<IReadOnlyCollection<UserId>>? Changed;

    /// <summary>A name for this run of this node.</summary>
    public string Node { get; } = Guid.CreateVersion7().ToString("N");

    public IPresenceConnection Connect(UserId user)
    {
        lock (_lock)
        {
            if (!_local.TryGetValue(user, out var person))
                _local[user] = person = new LocalPerson();
            person.Connections++;
            (person.TouchedAt, person.LeftAt) = (_time.GetUtcNow(), null);
        }

        return new Connection(this, user);
    }

    public PresenceState Of(UserId user)
    {
        lock (_lock)
            return StateOf(user);
    }

    /// <summary>What this node has to tell: everybody, or those who changed since the last time; null when there is nothing.</summary>
    public PresenceSignal? Collect(bool whole)
    {
        lock (_lock)
        {
            var now = _local.Keys.ToDictionary(user => user, LocalState);
            UserId[] gone = [.. _told.Keys.Where(user => !now.ContainsKey(user))];
            var news = now.Where(n => whole || !_told.TryGetValue(n.Key, out var before) || before != n.Value).ToArray();
            _told = now;
            return news.Length == 0 && gone.Length == 0 && !whole
                ? null
                : new PresenceSignal(
                    Node, [.. news.Where(n => n.Value == PresenceState.Online).Select(n => n.Key)],
                    [.. news.Where(n => n.Value == PresenceState.Away).Select(n => n.Key)], gone, whole);
        }
    }

    /// <summary>
    /// Forgets who is gone and which nodes are silent, and tells this node's pages whose state changed; called once a
    /// second. Pages that fail are told of in an <see cref="AggregateException"/> when all have heard.
    /// </summary>
    public void Flush()
    {
        var changed = new List<UserId>();
        lock (_lock)
        {
            Forget(_time.GetUtcNow());
            // The people of this node also change by time alone: they go away.
            _changed.UnionWith(_local.Keys);
            foreach (var user in _changed)
            {
                var state = StateOf(user);
                if (state == _shown.GetValueOrDefault(user))
                    continue;
                changed.Add(user);
                if (state == PresenceState.Offline)
                    _shown.Remove(user);
                else
                    _shown[user] = state;
            }

            _changed.Clear();
        }

        if (changed.Count > 0)
            Tell(changed);
    }

    public void Dispose() => _subscription.Dispose();

    private void Tell(IReadOnlyCollection<UserId> changed)
    {
        var failures = new List<Exception>();
        foreach (var page in Delegate.EnumerateInvocationList(Changed))
        {
            try
            {
                page(changed);
            }
#pragma warning disable CA1031 // One page that fails must not keep the others from hearing of it.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                failures.Add(failure);
            }
        }

        if (failures.Count > 0)
            throw new AggregateException("Pages failed to take a change of presence.", failures);
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (user, _) in _local.Where(p => p.Value.LeftAt is { } left && now - left >= Grace).ToArray())
        {
            _local.Remove(user);
            _changed.Add(user);
        }

        foreach (var (name, node) in _nodes.Where(n => now - n.Value.HeardAt > TimeToLive).ToArray())
        {
            _nodes.Remove(name);
            _changed.UnionWith(node.States.Keys);
        }
    }

    private PresenceState StateOf(UserId user)
    {
        var state = LocalState(user);
        foreach (var node in _nodes.Values)
        {
            if (node.States.TryGetValue(user, out var there) && there > state)
                state = there;
        }

        return state;
    }

    private PresenceState LocalState(UserId user) =>
        !_local.TryGetValue(user, out var person) ? PresenceState.Offline
        : _time.GetUtcNow() - person.TouchedAt >= AwayAfter ? PresenceState.Away
        : PresenceState.Online;

    private void Receive(Notice notice)
    {
        if (notice is not PresenceSignal signal || signal.Node == Node)
            return;
        lock (_lock)
        {
            if (!_nodes.TryGetValue(signal.Node, out var node))
                _nodes[signal.Node] = node = new RemoteNode();
            node.HeardAt = _time.GetUtcNow();
            Dictionary<UserId, PresenceState> told =
                new(signal.Online.Select(u => KeyValuePair.Create(u, PresenceState.Online)).Concat(signal.Away.Select(u => KeyValuePair.Create(u, PresenceState.Away))));
            foreach (var user in signal.IsWhole ? [.. node.States.Keys.Except(told.Keys)] : signal.Gone)
            {
                node.States.Remove(user);
                _changed.Add(user);
            }

            foreach (var (user, state) in told)
            {
                if (!node.States.TryGetValue(user, out var before) || before != state)
                    _changed.Add(user);
                node.States[user] = state;
            }
        }
    }

    private void Touch(UserId user)
    {
        lock (_lock)
        {
            if (_local.TryGetValue(user, out var person))
                person.TouchedAt = _time.GetUtcNow();
        }
    }

    private void Disconnect(UserId user)
    {
        lock (_lock)
        {
            if (_local.TryGetValue(user, out var person) && --person.Connections == 0)
                person.LeftAt = _time.GetUtcNow();
        }
    }

    private sealed class LocalPerson
    {
        public int Connections { get; set; }

        public DateTimeOffset TouchedAt { get; set; }

        public DateTimeOffset? LeftAt { get; set; }
    }

    private sealed class RemoteNode
    {
        public DateTimeOffset HeardAt { get; set; }

        public Dictionary<UserId, PresenceState> States { get; } = [];
    }

    private sealed class Connection(PresenceBoard board, UserId user) : IPresenceConnection
    {
        private int _disposed;

        public void Touch() => board.Touch(user);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
                board.Disconnect(user);
        }
    }
}
