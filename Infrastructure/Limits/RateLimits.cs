using System.Collections.Concurrent;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Microsoft.Extensions.Options;

namespace Collab.Infrastructure.Limits;

/// <summary>Limits per person and kind on this node. Whoever has been quiet is forgotten, so it holds only those who act now.</summary>
internal sealed class RateLimits(IOptions<RateLimitOptions> options, TimeProvider time) : IRateLimits
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(UserId User, RateKind Kind), TokenBucket> _buckets = new();
    private long _sweptAt = time.GetTimestamp();

    /// <summary>How many buckets are kept.</summary>
    public int Count => _buckets.Count;

    public Result<Done> Take(UserId user, RateKind kind)
    {
        SweepNowAndThen();
        var bucket = _buckets.GetOrAdd((user, kind), key => new TokenBucket(options.Value.For(key.Kind), time));
        return bucket.TakeOrWait() is { } wait ? new Error.TooMany(wait) : Done.Value;
    }

    private void SweepNowAndThen()
    {
        var (now, last) = (time.GetTimestamp(), Interlocked.Read(ref _sweptAt));
        if (time.GetElapsedTime(last, now) < SweepInterval || Interlocked.CompareExchange(ref _sweptAt, now, last) != last)
            return;
        foreach (var (key, bucket) in _buckets)
        {
            if (bucket.IsFull)
                _buckets.TryRemove(key, out _);
        }
    }
}
