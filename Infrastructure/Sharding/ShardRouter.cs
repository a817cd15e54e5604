using System.Collections.Frozen;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;

namespace Collab.Infrastructure.Sharding;

/// <summary>Finds the shard of a bucket. Loaded at start, before anything is served, and again for each newer map.</summary>
internal sealed class ShardRouter : IDisposable
{
    // Replaced as a whole: whoever asks sees one map, never half of two.
    private volatile Route? _route;

    /// <summary>All shards, by number.</summary>
    public IReadOnlyList<Shard> All => _route?.All ?? [];

    /// <summary>The words that all shards understand: they are of one kind.</summary>
    public SqlDialect Sql => All is [var first, ..] ? first.Database.Sql : throw new InvalidOperationException("There is no shard yet: start the storage first.");

    /// <summary>The version of the map in use; 0 before the first.</summary>
    public long MapVersion => _route?.Map.Version ?? 0;

    /// <summary>The map in use.</summary>
    public ShardMap Map => (_route ?? throw NotLoaded()).Map;

    public Shard For(Bucket bucket) =>
        _route is { } route ? route.ById[route.Map[bucket]] : throw NotLoaded();

    public Shard For(StreamId stream) => For(stream.Bucket);

    /// <summary>The buckets that lie on the shards.</summary>
    public IReadOnlySet<Bucket> BucketsOn(IEnumerable<Shard> shards)
    {
        var ids = shards.Select(s => s.Id).ToHashSet();
        return ids.Count == 0 ? FrozenSet<Bucket>.Empty
            : Enumerable.Range(0, Bucket.Count).Select(i => new Bucket((short)i)).Where(bucket => ids.Contains(For(bucket).Id)).ToFrozenSet();
    }

    public void Load(ShardMap map, IReadOnlyList<Shard> shards)
    {
        var byId = shards.ToDictionary(s => s.Id);
        for (short bucket = 0; bucket < Bucket.Count; bucket++)
        {
            if (!byId.ContainsKey(map[new Bucket(bucket)]))
                throw new StorageSettingsException($"The shard map puts bucket {bucket} on shard {map[new Bucket(bucket)]}, which the settings do not name.");
        }

        _route = new Route(map, byId, [.. shards.OrderBy(s => s.Id)]);
    }

    public void Dispose()
    {
        foreach (var shard in All)
            shard.Database.Dispose();
    }

    private static InvalidOperationException NotLoaded() => new("The shard map is not loaded: start the storage first.");

    private sealed record Route(ShardMap Map, IReadOnlyDictionary<int, Shard> ById, IReadOnlyList<Shard> All);
}
