namespace Collab.Infrastructure.Storage;

/// <summary>Times are stored as microseconds since 1970-01-01 UTC, the same in both dialects.</summary>
internal static class Instant
{
    public static long ToStored(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset FromStored(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>The instant as it will be read back: what is told now must equal what is loaded later.</summary>
    public static DateTimeOffset Stored(this DateTimeOffset instant) => FromStored(ToStored(instant));
}
