namespace Collab.Infrastructure.Limits;

/// <summary>A token bucket's size and flow.</summary>
public sealed class RateLimit
{
    /// <summary>How many at once after a pause.</summary>
    public int Burst { get; set; }

    /// <summary>How many in the long run.</summary>
    public double PerSecond { get; set; }
}
