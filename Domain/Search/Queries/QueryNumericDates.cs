using System.Globalization;
using Collab.Domain.Shared;

namespace Collab.Domain.Search.Queries;

/// <summary>Dates in figures: 2026, 2026-11, 11/2026, 2026-11-05, 5.11.2026, 25/11/2026.</summary>
internal static class QueryNumericDates
{
    public static Result<QueryDays> Read(string word, string shown)
    {
        var figures = word.Split('-', '.', '/');
        if (!figures.All(figure => figure.Length is >= 1 and <= 4 && figure.All(char.IsAsciiDigit)) || word.Where(c => !char.IsAsciiDigit(c)).Distinct().Count() > 1)
            return QueryDates.NotUnderstood(shown);
        var numbers = figures.Select(figure => int.Parse(figure, CultureInfo.InvariantCulture)).ToArray();
        var (isYearFirst, isYearLast) = (figures[0].Length == 4, figures[^1].Length == 4);
        return (numbers, isYearFirst, isYearLast) switch
        {
            ([var year], true, _) => Year(year),
            ([var year, var month], true, false) => Month(year, month, shown),
            ([var month, var year], false, true) => Month(year, month, shown),
            ([var year, var month, var day], true, false) => Day(year, month, day, shown),
            ([var day, var month, var year], false, true) when word.Contains('.', StringComparison.Ordinal) => Day(year, month, day, shown),
            ([var first, var second, var year], false, true) => EitherWay(year, first, second, shown),
            _ => QueryDates.NotUnderstood(shown),
        };
    }

    public static Result<QueryDays> Day(int year, int month, int day, string shown)
    {
        if (!QueryDates.IsInReach(year))
            return QueryDates.OutOfReach();
        return IsDay(year, month, day) ? QueryDays.Of(new DateOnly(year, month, day)) : QueryDates.NotInCalendar(shown);
    }

    private static Result<QueryDays> Year(int year) => QueryDates.IsInReach(year) ? QueryDays.OfYear(year) : QueryDates.OutOfReach();

    private static Result<QueryDays> Month(int year, int month, string shown)
    {
        if (!QueryDates.IsInReach(year))
            return QueryDates.OutOfReach();
        return month is >= 1 and <= 12 ? QueryDays.OfMonth(year, month) : QueryDates.NotInCalendar(shown);
    }

    // Half of the world writes the day first, the other half the month: only what can be read in one way is.
    private static Result<QueryDays> EitherWay(int year, int first, int second, string shown)
    {
        if (first == second || !QueryDates.IsInReach(year) || !IsDay(year, second, first))
            return Day(year, first, second, shown);
        if (!IsDay(year, first, second))
            return Day(year, second, first, shown);
        var (dayFirst, monthFirst) = (Iso(year, second, first), Iso(year, first, second));
        return new Error.Invalid("query.ambiguous_date", $"“{shown}” can be read in two ways. Write {dayFirst} or {monthFirst}.", "query");
    }

    private static bool IsDay(int year, int month, int day) => month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    private static string Iso(int year, int month, int day) => new DateOnly(year, month, day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
