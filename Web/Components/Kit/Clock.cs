using System.Globalization;
using Collab.Web.Realtime;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Components.Kit;

/// <summary>Says times in the zone of whoever reads (ux.md part 7).</summary>
public sealed class Clock(Session session, IStringLocalizer<Texts> texts)
{
    /// <summary>Today in the reader's zone.</summary>
    public DateOnly Today => DayOf(session.Time.GetUtcNow());

    /// <summary>The reader's day of an instant.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(Local(at).DateTime);

    /// <summary>When a day begins where the reader is.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        // Where the clocks go forward at midnight, the day begins an hour later.
        if (session.Zone.IsInvalidTime(midnight))
            midnight = midnight.AddHours(1);
        return new DateTimeOffset(midnight, session.Zone.GetUtcOffset(midnight));
    }

    /// <summary>14:05, or 2:05 PM.</summary>
    public string Time(DateTimeOffset at) => Local(at).ToString(session.Is12Hour ? "h:mm tt" : "HH:mm", CultureInfo.CurrentCulture);

    /// <summary>The whole date with its zone, for tooltips.</summary>
    public string Full(DateTimeOffset at) => $"{Local(at).ToString(session.Is12Hour ? "dddd, d MMMM yyyy, h:mm:ss tt" : "dddd, d MMMM yyyy, HH:mm:ss", CultureInfo.CurrentCulture)} ({session.Zone.Id})";

    /// <summary>In lists: today 14:05, yesterday, 3 Mar, 3 Mar 2025.</summary>
    public string InList(DateTimeOffset at)
    {
        var day = DayOf(at);
        if (day == Today)
            return Time(at);
        if (day == Today.AddDays(-1))
            return texts["YesterdayAt", Time(at)];
        return day.ToString(day.Year == Today.Year ? "d MMM" : "d MMM yyyy", CultureInfo.CurrentCulture);
    }

    /// <summary>Of something to come: today 14:05, Mon 3 Mar, 14:05, in another year with the year.</summary>
    public string Until(DateTimeOffset at)
    {
        var day = DayOf(at);
        return day == Today ? Time(at) : $"{day.ToString(day.Year == Today.Year ? "ddd d MMM" : "ddd d MMM yyyy", CultureInfo.CurrentCulture)}, {Time(at)}";
    }

    /// <summary>The words of a day divider.</summary>
    public string Day(DateOnly day)
    {
        if (day == Today)
            return texts["Today"];
        if (day == Today.AddDays(-1))
            return texts["Yesterday"];
        return day.ToString(day.Year == Today.Year ? "dddd, d MMMM" : "dddd, d MMMM yyyy", CultureInfo.CurrentCulture);
    }

    /// <summary>A day in a sentence: 3 March 2026.</summary>
    public static string Date(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>The machine's form for <c>time[datetime]</c>.</summary>
    public static string Machine(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);

    private DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, session.Zone);
}
