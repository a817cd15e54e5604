namespace Collab.Infrastructure.Storage;

/// <summary>Times are stored as microseconds since 1970-01-01 UTC, the same in both dialects.</summary>
internal static class Instant
{
    public static long ToStored(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The end of the year 9999: beyond it there are no times, only forged cursors.</summary>
    public const long MaxStored = 253_402_300_799_999_999;

    public static DateTimeOffset FromStored(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>The instant as it will be read back: what is told now must equal what is loaded later.</summary>
    public static DateTimeOffset Stored(this DateTimeOffset instant) => FromStored(ToStored(instant));
}
