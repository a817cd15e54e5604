using System.Text;
using Collab.Domain.Shared;

namespace Collab.Domain.Search.Queries;

/// <summary>
/// Reads the dates of <c>before:</c>, <c>after:</c>, <c>on:</c> and <c>during:</c>, in English and German: days, weeks, months and
/// years of somebody's calendar. “7d”, “2 weeks ago” are the one day that is so far back.
/// </summary>
public static class QueryDates
{
    /// <summary>The first year that can be asked for.</summary>
    public const int FirstYear = 1970;

    /// <summary>The last year that can be asked for.</summary>
    public const int LastYear = 9998;

    /// <summary>No date has more words.</summary>
    internal const int MostWords = 3;

    private const int MaxLength = 100;

    private static readonly DateTimeOffset SomeDay = new(2000, 6, 15, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The time that a value stands for; never throws. Days begin at midnight in the zone, or as soon after it as there is time.</summary>
    /// <param name="value">As typed.</param>
    /// <param name="zone">Whose days they are.</param>
    /// <param name="now">When it is read: “today” is the day of this instant.</param>
    /// <param name="firstDay">The day with which a week begins.</param>
    public static Result<QueryRange> Read(string? value, TimeZoneInfo zone, DateTimeOffset now, DayOfWeek firstDay)
    {
        var shown = QueryText.Shown(QueryText.Clean(Head(value)));
        var words = value?.Length > MaxLength ? [] : WordsOf(value);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        if (!IsInReach(today.Year))
            return OutOfReach();
        var spoken = new QueryCalendar(today, firstDay).Read(words);
        var read = spoken is { } days ? (Result<QueryDays>)days : words is [var single] ? QueryNumericDates.Read(single, shown) : NotUnderstood(shown);
        if (!read.TryGet(out var found, out var error))
            return error;
        if (!IsInReach(found.First.Year))
            return OutOfReach();
        var range = new QueryRange(QueryDays.BeginningOf(found.First, zone), QueryDays.BeginningOf(found.Until, zone));
        return range.From < range.Until ? range : NotInCalendar(shown);
    }

    /// <summary>True for what is meant as a date, whether or not it can be one.</summary>
    internal static bool IsDate(string value) =>
        Read(value, TimeZoneInfo.Utc, SomeDay, DayOfWeek.Monday) is { Error: null or not Error.Invalid { Code: "query.bad_date" } };

    internal static bool IsInReach(int year) => year is >= FirstYear and <= LastYear;

    internal static Error NotUnderstood(string shown) =>
        new Error.Invalid("query.bad_date", $"“{shown}” is not understood as a date. Write for example yesterday, last week, november 2026 or 2026-11-05.", "query");

    internal static Error NotInCalendar(string shown) =>
        new Error.Invalid("query.no_such_day", $"“{shown}” is no day of the calendar. Choose another one.", "query");

    internal static Error OutOfReach() =>
        new Error.Invalid("query.date_range", $"Dates are read from {FirstYear} to {LastYear}. Choose one between.", "query");

    // Cleaned before it is normalized, which refuses broken surrogates.
    private static string[] WordsOf(string? value) =>
        QueryText.Clean(value).Normalize(NormalizationForm.FormC).ToLowerInvariant().Replace(',', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Head(string? value) => value?.Length > MaxLength ? value[..MaxLength] : value ?? "";
}
