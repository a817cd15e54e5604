using Collab.Domain.Presence;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Nodes;

namespace Collab.Infrastructure.Presence;

/// <summary>
/// Who is connected, over all nodes. Each node tells the others once a second who changed, and every ten seconds what all
/// its people add up to; whoever finds another sum asks, and is told everybody. So a quiet company costs the bus a few
/// hundred bytes, however large it is. A node that falls silent is forgotten, so its people fade within the time to live.
/// </summary>
internal sealed class PresenceBoard : IPresence, IDisposable
{
    /// <summary>Most people of one signal.</summary>
    public const int MaxPeople = 5_000;

    private static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(75);

    // Between two questions to a node, and between two answers to such questions: everybody is told to all nodes at once.
    private static readonly TimeSpan BetweenAsks = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly IDisposable _subscription;
    private readonly LocalPeople _local;
    private readonly NodePeople _told = new();
    private readonly Dictionary<string, NodePeople> _nodes = [];
    private readonly Dictionary<string, DateTimeOffset> _asked = [];
    private readonly HashSet<string> _toAsk = [PresenceSignal.EveryNode];
    private readonly HashSet<UserId> _changed = [];
    private readonly HashSet<UserId> _untold = [];
    private readonly Dictionary<UserId, PresenceState> _shown = [];
    private readonly RecentPeople _recent = new(IPresence.HereFor);
    private bool _isAsked;
    private DateTimeOffset _answeredAt = DateTimeOffset.MinValue;

    public PresenceBoard(IEventBus bus, TimeProvider time)
    {
        (_time, _local) = (time, new LocalPeople(time));
        _subscription = bus.Subscribe(Receive, () => { });
    }

    public event Action<IReadOnlyCollection<UserId>>? Changed;

    /// <summary>A name for this run of this node.</summary>
    public string Node { get; init; } = NodeRun.NewName();

    /// <summary>As of the last second.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _shown.Count;
        }
    }

    public IReadOnlyList<UserId>? List(int most)
    {
        lock (_lock)
            return _shown.Count > most ? null : [.. _shown.Keys];
    }

    public bool IsHere(UserId user)
    {
        lock (_lock)
            return _shown.GetValueOrDefault(user) == PresenceState.Online || _recent.Contains(user);
    }

    public IReadOnlyList<UserId>? ListHere(int most)
    {
        lock (_lock)
            return _shown.Count + _recent.Users.Count > most ? null : [.. _shown.Where(s => s.Value == PresenceState.Online).Select(s => s.Key), .. _recent.Users];
    }

    public IPresenceConnection Connect(UserId user)
    {
        lock (_lock)
            _local.Connect(user);
        return new Connection(this, user);
    }

    public PresenceState Of(UserId user)
    {
        lock (_lock)
            return StateOf(user);
    }

    /// <summary>
    /// What this node has to tell: those who changed since the last time, or everybody when somebody asked. With nothing to
    /// tell there is a sum when <paramref name="isDue"/>, and nothing otherwise.
    /// </summary>
    public IReadOnlyList<PresenceSignal> Collect(bool isDue)
    {
        lock (_lock)
        {
            TakeLocal();
            UserId[] news = [.. _untold.Where(user => _told.Set(user, _local.StateOf(user)))];
            _untold.Clear();
            string[] asks = [.. _toAsk];
            _toAsk.Clear();
            var now = _time.GetUtcNow();
            if (_isAsked && now - _answeredAt >= BetweenAsks)
            {
                (_isAsked, _answeredAt) = (false, now);
                return Parts([.. _told.States.Keys], isWhole: true, asks);
            }

            return news.Length > 0 || asks.Length > 0 || isDue ? Parts(news, isWhole: false, asks) : [];
        }
    }

    /// <summary>When this node's people were last at a device, as far as that is news since the last call.</summary>
    public IReadOnlyDictionary<UserId, DateTimeOffset> TakeSeen()
    {
        lock (_lock)
            return _local.TakeSeen();
    }

    /// <summary>
    /// Forgets who is gone and which nodes are silent, and tells whose state changed; called once a second. Listeners that
    /// fail are told of in an <see cref="AggregateException"/> when all have heard.
    /// </summary>
    public void Flush()
    {
        var changed = new List<UserId>();
        lock (_lock)
        {
            TakeLocal();
            var now = _time.GetUtcNow();
            ForgetSilent(now);
            _recent.Forget(now);
            foreach (var user in _changed)
            {
                var (state, before) = (StateOf(user), _shown.GetValueOrDefault(user));
                if (state == before)
                    continue;
                changed.Add(user);
                if (state == PresenceState.Online)
                    _recent.Remove(user);
                else if (before == PresenceState.Online)
                    _recent.Add(user, now);
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

    /// <summary>The registry says that these runs of nodes are over: their people are not there any more.</summary>
    public void Forget(IReadOnlyCollection<string> runs)
    {
        lock (_lock)
        {
            foreach (var run in runs)
                Remove(run);
        }
    }

    public void Dispose() => _subscription.Dispose();

    private void Tell(IReadOnlyCollection<UserId> changed)
    {
        var failures = new List<Exception>();
        foreach (var listener in Delegate.EnumerateInvocationList(Changed))
        {
            try
            {
                listener(changed);
            }
#pragma warning disable CA1031 // One listener that fails must not keep the others from hearing of it.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                failures.Add(failure);
            }
        }

        if (failures.Count > 0)
            throw new AggregateException("Listeners failed to take a change of presence.", failures);
    }

    private void TakeLocal()
    {
        var changed = _local.TakeChanged();
        _changed.UnionWith(changed);
        _untold.UnionWith(changed);
    }

    private PresenceSignal[] Parts(IReadOnlyList<UserId> users, bool isWhole, IReadOnlyList<string> asks)
    {
        UserId[][] parts = users.Count == 0 ? [[]] : [.. users.Chunk(MaxPeople)];
        return [.. parts.Select((part, i) => Part(part, isWhole && i == 0) with
        {
            HasMore = isWhole && i < parts.Length - 1,
            Sum = i == parts.Length - 1 ? _told.Sum : null,
            Asks = i == 0 ? asks : [],
        })];
    }

    private PresenceSignal Part(UserId[] users, bool isWhole)
    {
        var byState = users.ToLookup(_told.Of);
        return new PresenceSignal(Node, [.. byState[PresenceState.Online]], [.. byState[PresenceState.Away]], [.. byState[PresenceState.Offline]], isWhole);
    }

    private void ForgetSilent(DateTimeOffset now)
    {
        foreach (var run in _nodes.Where(n => now - n.Value.HeardAt > TimeToLive).Select(n => n.Key).ToArray())
            Remove(run);
    }

    private void Remove(string run)
    {
        _asked.Remove(run);
        if (_nodes.Remove(run, out var node))
            _changed.UnionWith(node.States.Keys);
    }

    private PresenceState StateOf(UserId user)
    {
        var state = _local.StateOf(user);
        foreach (var node in _nodes.Values)
        {
            if (node.Of(user) is var there && there > state)
                state = there;
        }

        return state;
    }

    private void Receive(Notice notice)
    {
        if (notice is not PresenceSignal signal || signal.Node == Node)
            return;
        lock (_lock)
        {
            _isAsked |= signal.Asks.Contains(Node) || signal.Asks.Contains(PresenceSignal.EveryNode);
            if (!_nodes.TryGetValue(signal.Node, out var node))
                _nodes[signal.Node] = node = new NodePeople();
            node.HeardAt = _time.GetUtcNow();
            node.Take(signal, _changed);
            if (signal.Sum is { } sum && sum != node.Sum)
                Ask(signal.Node, node.HeardAt);
        }
    }

    // An answer may be on its way, or the question may have been lost.
    private void Ask(string node, DateTimeOffset now)
    {
        if (_asked.TryGetValue(node, out var asked) && now - asked < BetweenAsks)
            return;
        _asked[node] = now;
        _toAsk.Add(node);
    }

    private void Touch(UserId user)
    {
        lock (_lock)
            _local.Touch(user);
    }

    private void Disconnect(UserId user)
    {
        lock (_lock)
            _local.Disconnect(user);
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
