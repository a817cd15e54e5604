using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Sharding;

/// <summary>Which bucket lies on which shard, as of a version.</summary>
internal sealed class ShardMap
{
    private readonly int[] _shardOfBucket;

    public ShardMap(long version, IReadOnlyList<int> shardOfBucket)
    {
        if (shardOfBucket.Count != Bucket.Count)
            throw new ArgumentException($"A shard map names {Bucket.Count} buckets, not {shardOfBucket.Count}.", nameof(shardOfBucket));
        Version = version;
        _shardOfBucket = [.. shardOfBucket];
    }

    public long Version { get; }

    public int this[Bucket bucket] => _shardOfBucket[bucket.Value];

    /// <summary>How many buckets lie on the shard.</summary>
    public int CountOf(int shard) => _shardOfBucket.Count(id => id == shard);

    /// <summary>A new installation's map: contiguous ranges of equal size.</summary>
    public static ShardMap Even(IReadOnlyList<int> shards) =>
        new(1, [.. Enumerable.Range(0, Bucket.Count).Select(bucket => shards[bucket * shards.Count / Bucket.Count])]);
}
