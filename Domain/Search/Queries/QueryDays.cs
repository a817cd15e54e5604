namespace Collab.Domain.Search.Queries;

/// <summary>Days in a row.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Until">The day after the last.</param>
internal readonly record struct QueryDays(DateOnly First, DateOnly Until)
{
    public static QueryDays Of(DateOnly day) => new(day, day.AddDays(1));

    public static QueryDays OfMonth(int year, int month) => new(new DateOnly(year, month, 1), new DateOnly(year, month, 1).AddMonths(1));

    public static QueryDays OfYear(int year) => new(new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1));

    /// <summary>
    /// The first instant of a day somewhere. Where midnight comes twice it is the first one; where clocks leap over it, the
    /// leap; where a zone leaps over the whole day, the beginning of the next.
    /// </summary>
    public static DateTimeOffset BeginningOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var (before, after) = (zone.GetUtcOffset(midnight.AddDays(-1)), zone.GetUtcOffset(midnight.AddDays(1)));
        var (early, late) = before > after ? (before, after) : (after, before);
        if (zone.GetUtcOffset(midnight - early) == early)
            return midnight - early;
        return zone.GetUtcOffset(midnight - late) == late ? midnight - late : Leap(midnight, zone);
    }

    // Clocks in the zone are before midnight at the one end and behind it at the other, and leap in between.
    private static DateTimeOffset Leap(DateTimeOffset midnight, TimeZoneInfo zone)
    {
        var (low, high) = (midnight.AddDays(-1.5).Ticks, midnight.AddDays(1.5).Ticks);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (middle + zone.GetUtcOffset(new DateTimeOffset(middle, TimeSpan.Zero)).Ticks >= midnight.Ticks)
                high = middle;
            else
                low = middle;
        }

        return new DateTimeOffset(high, TimeSpan.Zero);
    }
}
