using System.Buffers.Text;
using System.Security.Cryptography;

namespace Collab.Domain.Shared.Ids;

/// <summary>
/// Ids after Twitter's Snowflake: milliseconds since 2026-01-01 UTC, then node and counter. When the clock steps back
/// or a millisecond is used up, the source goes on from its last millisecond, so ids of one node always rise.
/// </summary>
/// <param name="node">0–63: leased per process, so that two nodes never share one.</param>
/// <param name="time">The clock.</param>
public sealed class SnowflakeIdSource(int node, TimeProvider time) : IIdSource
{
    /// <summary>Highest number of nodes that run at once.</summary>
    public const int Nodes = 64;

    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private const int BucketedCounterBits = 6;
    private const int PlainCounterBits = 12;

    private readonly int _node = node is >= 0 and < Nodes
        ? node
        : throw new ArgumentOutOfRangeException(nameof(node), node, $"A node number lies between 0 and {Nodes - 1}.");

    private readonly Lock _lock = new();
    private long _bucketedLast;
    private long _plainLast;

    /// <inheritdoc />
    public TId Next<TId>()
        where TId : struct, IId<TId>
    {
        var tick = Advance(ref _plainLast, PlainCounterBits);
        var milliseconds = tick >> PlainCounterBits;
        var counter = tick & ((1L << PlainCounterBits) - 1);
        return TId.From((milliseconds << 22) | ((long)_node << PlainCounterBits) | counter);
    }

    /// <inheritdoc />
    public TId NextInAnyBucket<TId>()
        where TId : struct, IId<TId> =>
        NextIn<TId>(new Bucket((short)RandomNumberGenerator.GetInt32(Bucket.Count)));

    /// <inheritdoc />
    public TId NextIn<TId>(Bucket bucket)
        where TId : struct, IId<TId>
    {
        var tick = Advance(ref _bucketedLast, BucketedCounterBits);
        var milliseconds = tick >> BucketedCounterBits;
        var counter = tick & ((1L << BucketedCounterBits) - 1);
        return TId.From((milliseconds << 22) | ((long)_node << 16) | (counter << 10) | (long)bucket.Value);
    }

    /// <inheritdoc />
    public string NextSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Below every id that any node makes from this instant on, as far as clocks agree.</summary>
    public static TId LowestAt<TId>(DateTimeOffset instant)
        where TId : struct, IId<TId> => TId.From(Math.Max(0, (long)(instant - Epoch).TotalMilliseconds) << 22);

    /// <summary>When an id was made, by its node's clock, in milliseconds.</summary>
    public static DateTimeOffset MadeAt<TId>(TId id)
        where TId : struct, IId<TId> => Epoch.AddMilliseconds(id.Value >> 22);

    private long Advance(ref long last, int counterBits)
    {
        var now = (long)(time.GetUtcNow() - Epoch).TotalMilliseconds << counterBits;
        lock (_lock)
            return last = Math.Max(last + 1, now);
    }
}
