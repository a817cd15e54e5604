using System.Globalization;

namespace Collab.Web.Components.Workspaces;

/// <summary>
/// A deadline as the composer has it. Spans are counted when the message arrives and hours of a day are those of its
/// author's zone: the clock of her device may be wrong, and a message may have waited on it.
/// </summary>
public static class WantedDeadline
{
    /// <summary>No deadline.</summary>
    public const string None = "none";

    private const int MaxHours = 24 * 366;
    private const int Noon = 12;
    private const int Evening = 18;

    /// <summary>
    /// The instant of <c>none</c>, <c>hours:4</c>, <c>today</c> (18:00, or in an hour when that is over), <c>tomorrow</c> (12:00) or <c>at:2026-11-30T12:00</c>;
    /// null also for what is none of these.
    /// </summary>
    public static DateTimeOffset? Of(string wanted, DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = TimeZoneInfo.ConvertTime(now, zone).Date;
        if (wanted == "today")
            return Later(InZone(today.AddHours(Evening), zone), now.AddHours(1));
        if (wanted == "tomorrow")
            return InZone(today.AddDays(1).AddHours(Noon), zone);
        if (wanted.StartsWith("hours:", StringComparison.Ordinal) && int.TryParse(wanted.AsSpan(6), CultureInfo.InvariantCulture, out var hours) && hours is > 0 and <= MaxHours)
            return now.AddHours(hours);
        return wanted.StartsWith("at:", StringComparison.Ordinal)
            && DateTime.TryParseExact(wanted[3..], "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? InZone(local, zone)
            : null;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    // An hour that a clock skips in spring is the one after it.
    private static DateTimeOffset InZone(DateTime local, TimeZoneInfo zone)
    {
        var valid = zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return new DateTimeOffset(valid, zone.GetUtcOffset(valid)).ToUniversalTime();
    }
}
