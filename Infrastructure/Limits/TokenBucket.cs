namespace Collab.Infrastructure.Limits;

/// <summary>
/// A bucket that fills at a steady rate. The framework's own limiter goes by a clock of its own, and tests could not turn it.
/// </summary>
internal sealed class TokenBucket(RateLimit limit, TimeProvider time)
{
    private readonly Lock _lock = new();
    private double _tokens = limit.Burst;
    private long _filledAt = time.GetTimestamp();

    /// <summary>A full bucket says no more than a new one: it can be forgotten.</summary>
    public bool IsFull
    {
        get
        {
            lock (_lock)
                return Fill() >= limit.Burst;
        }
    }

    /// <summary>Takes a token; otherwise says when there will be one.</summary>
    public TimeSpan? TakeOrWait()
    {
        lock (_lock)
        {
            if (Fill() < 1)
                return TimeSpan.FromSeconds((1 - _tokens) / limit.PerSecond);
            _tokens--;
            return null;
        }
    }

    private double Fill()
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(limit.Burst, _tokens + (time.GetElapsedTime(_filledAt, now).TotalSeconds * limit.PerSecond));
        _filledAt = now;
        return _tokens;
    }
}
