namespace Collab.Domain.Expiry;

/// <summary>When messages disappear: pure, and by the server's clock alone.</summary>
public static class ExpiryRules
{
    /// <summary>Shortest lifetime: a minute.</summary>
    public const int MinSeconds = 60;

    /// <summary>Longest lifetime: a year.</summary>
    public const int MaxSeconds = 365 * 24 * 60 * 60;

    /// <summary>When a message disappears that is posted at an instant; a reply at the latest with its root. Null when it stays.</summary>
    /// <param name="postedAt">When it is posted.</param>
    /// <param name="lifetimeSeconds">The lifetime of its place then; null where messages stay.</param>
    /// <param name="rootExpiresAt">Of a reply: when its root disappears.</param>
    public static DateTimeOffset? ExpiresAt(DateTimeOffset postedAt, int? lifetimeSeconds, DateTimeOffset? rootExpiresAt = null)
    {
        var own = lifetimeSeconds is { } seconds ? postedAt.AddSeconds(seconds) : (DateTimeOffset?)null;
        return own is null || rootExpiresAt < own ? rootExpiresAt ?? own : own;
    }

    /// <summary>Its time has come: at the instant itself it is not there any more.</summary>
    public static bool IsDue(DateTimeOffset? expiresAt, DateTimeOffset now) => expiresAt <= now;
}
