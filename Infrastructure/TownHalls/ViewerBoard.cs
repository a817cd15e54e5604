using System.Collections.Concurrent;
using Collab.Domain.Presence;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.TownHalls;
using Collab.Infrastructure.Nodes;

namespace Collab.Infrastructure.TownHalls;

/// <summary>
/// Counts who looks at places: here by coming and going, elsewhere by what the other nodes tell every few seconds. Only
/// places that many look at are told of, so what it costs follows the town halls and not the people.
/// </summary>
internal sealed class ViewerBoard : IViewers, IDisposable
{
    /// <summary>Most places that a node tells of; those with the most viewers.</summary>
    public const int MaxPlaces = 100;

    // A node with fewer is left out of the sum: 2 % of a town hall.
    private const int LeftOutPart = 50;

    // A node that has not said anything for so long is gone, and its viewers with it.
    private static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(12);

    private readonly ConcurrentDictionary<StreamId, int> _here = new();
    private readonly Dictionary<string, Elsewhere> _nodes = [];
    private readonly ConcurrentDictionary<StreamId, int> _shown = new();
    private readonly Lock _lock = new();
    private readonly TownHallRules _rules;
    private readonly TimeProvider _time;
    private readonly IDisposable _subscription;
    private bool _hasTold;

    public ViewerBoard(IEventBus bus, TownHallRules rules, TimeProvider time)
    {
        (_rules, _time) = (rules, time);
        _subscription = bus.Subscribe(Receive, () => { });
    }

    public event Action<IReadOnlyCollection<StreamId>>? Changed;

    /// <summary>A name for this run of this node.</summary>
    public string Node { get; init; } = NodeRun.NewName();

    public void Come(StreamId stream) => _here.AddOrUpdate(stream, 1, static (_, count) => count + 1);

    public void Go(StreamId stream)
    {
        if (_here.AddOrUpdate(stream, 0, static (_, count) => count - 1) <= 0)
            _here.TryRemove(KeyValuePair.Create(stream, 0));
    }

    public int? Watching(StreamId stream) => _shown.TryGetValue(stream, out var count) ? count : null;

    /// <summary>What this node has to tell the others; null when there is nothing, and was nothing the last time.</summary>
    public PresenceSignal? Collect()
    {
        var least = Math.Max(1, _rules.Viewers / LeftOutPart);
        StreamViewers[] many = [.. _here.Where(h => h.Value >= least).OrderByDescending(h => h.Value).Take(MaxPlaces).Select(h => new StreamViewers(h.Key, h.Value))];
        var isNews = many.Length > 0 || _hasTold;
        _hasTold = many.Length > 0;
        return isNews ? new PresenceSignal(Node, [], [], [], IsWhole: false) { Viewers = many } : null;
    }

    /// <summary>Adds up what is known and tells which numbers have changed; called every few seconds.</summary>
    public void Flush()
    {
        StreamId[] changed;
        lock (_lock)
            changed = [.. Show(Sum())];
        if (changed.Length > 0)
            Changed?.Invoke(changed);
    }

    public void Dispose() => _subscription.Dispose();

    private Dictionary<StreamId, int> Sum()
    {
        var now = _time.GetUtcNow();
        foreach (var silent in _nodes.Where(n => now - n.Value.HeardAt > TimeToLive).Select(n => n.Key).ToArray())
            _nodes.Remove(silent);
        var sum = new Dictionary<StreamId, int>(_here);
        foreach (var viewers in _nodes.Values.SelectMany(n => n.Viewers))
            sum[viewers.Stream] = sum.GetValueOrDefault(viewers.Stream) + viewers.Count;
        return sum;
    }

    private IEnumerable<StreamId> Show(Dictionary<StreamId, int> sum)
    {
        foreach (var (stream, count) in sum)
        {
            if (!_rules.IsOne(count, wasOne: _shown.ContainsKey(stream)) || (_shown.TryGetValue(stream, out var shown) && shown == count))
                continue;
            _shown[stream] = count;
            yield return stream;
        }

        foreach (var stream in _shown.Keys.Where(s => !_rules.IsOne(sum.GetValueOrDefault(s), wasOne: true)).ToArray())
        {
            _shown.TryRemove(stream, out _);
            yield return stream;
        }
    }

    private void Receive(Notice notice)
    {
        if (notice is not PresenceSignal { Viewers: { } viewers } signal || signal.Node == Node)
            return;
        lock (_lock)
            _nodes[signal.Node] = new Elsewhere(_time.GetUtcNow(), viewers);
    }

    private sealed record Elsewhere(DateTimeOffset HeardAt, IReadOnlyList<StreamViewers> Viewers);
}
