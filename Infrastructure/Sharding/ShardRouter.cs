using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;

namespace Collab.Infrastructure.Sharding;

/// <summary>Finds the shard of a bucket. Set once at start, before anything is served.</summary>
internal sealed class ShardRouter : IDisposable
{
    private IReadOnlyDictionary<int, Shard> _shards = new Dictionary<int, Shard>();
    private ShardMap? _map;

    /// <summary>All shards, by number.</summary>
    public IReadOnlyList<Shard> All { get; private set; } = [];

    public Shard For(Bucket bucket) =>
        _map is { } map ? _shards[map[bucket]] : throw new InvalidOperationException("The shard map is not loaded: start the storage first.");

    public Shard For(StreamId stream) => For(stream.Bucket);

    public void Load(ShardMap map, IReadOnlyList<Shard> shards)
    {
        var byId = shards.ToDictionary(s => s.Id);
        for (short bucket = 0; bucket < Bucket.Count; bucket++)
        {
            if (!byId.ContainsKey(map[new Bucket(bucket)]))
                throw new StorageSettingsException($"The shard map puts bucket {bucket} on shard {map[new Bucket(bucket)]}, which the settings do not name.");
        }

        (_shards, All, _map) = (byId, [.. shards.OrderBy(s => s.Id)], map);
    }

    public void Dispose()
    {
        foreach (var shard in All)
            shard.Database.Dispose();
    }
}
