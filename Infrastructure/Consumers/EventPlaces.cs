using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;

namespace Collab.Infrastructure.Consumers;

/// <summary>Where the rows of events lie.</summary>
internal static class EventPlaces
{
    /// <summary>True while the map puts the bucket on the shard: a copy that is being made, or was left, does not count.</summary>
    public static bool Owns(this ShardRouter router, Shard shard, Bucket bucket) => router.For(bucket).Id == shard.Id;

    /// <summary>The shard's buckets, in order.</summary>
    public static Bucket[] BucketsOf(this ShardRouter router, Shard shard) =>
        [.. Enumerable.Range(0, Bucket.Count).Select(b => new Bucket((short)b)).Where(b => router.Owns(shard, b))];

    /// <summary>Writes in one transaction in one bucket, on the shard that has it; an outage while it is on its way to another.</summary>
    public static async Task InBucketAsync(this BucketGate gate, Bucket bucket, Func<ShardContext, Task> work, CancellationToken ct)
    {
        if (!(await gate.WriteAsync(bucket, work, ct)).TryGet(out _, out var error))
            throw new OutageException(error.Message);
    }

    /// <summary>In place of a stream, for what belongs to none: it has the right bucket, and no real stream has it.</summary>
    public static StreamId NoStreamIn(Bucket bucket) => new(Bucket.Count + bucket.Value);

    /// <summary>True for <see cref="NoStreamIn"/>.</summary>
    public static bool IsNoStream(StreamId stream) => stream.Value < 2 * Bucket.Count;
}
