using Collab.Domain.Search.Queries;
using Collab.Domain.Shared;
using Xunit;

namespace Collab.Domain.Tests.Search.Queries;

/// <summary>Dates as they are read on a Thursday, the 5th of November 2026, at noon in Berlin.</summary>
public sealed class QueryDatesTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static readonly DateTimeOffset Now = new(2026, 11, 5, 12, 0, 0, TimeSpan.FromHours(1));

    [Theory]
    [InlineData("today", "2026-11-05", "2026-11-06")]
    [InlineData("Today", "2026-11-05", "2026-11-06")]
    [InlineData("heute", "2026-11-05", "2026-11-06")]
    [InlineData("yesterday", "2026-11-04", "2026-11-05")]
    [InlineData("gestern", "2026-11-04", "2026-11-05")]
    [InlineData("vorgestern", "2026-11-03", "2026-11-04")]
    [InlineData("this week", "2026-11-02", "2026-11-09")]
    [InlineData("diese Woche", "2026-11-02", "2026-11-09")]
    [InlineData("last week", "2026-10-26", "2026-11-02")]
    [InlineData("  LAST \t week ", "2026-10-26", "2026-11-02")]
    [InlineData("letzte woche", "2026-10-26", "2026-11-02")]
    [InlineData("vorige woche", "2026-10-26", "2026-11-02")]
    [InlineData("this month", "2026-11-01", "2026-12-01")]
    [InlineData("dieser monat", "2026-11-01", "2026-12-01")]
    [InlineData("diesen monat", "2026-11-01", "2026-12-01")]
    [InlineData("last month", "2026-10-01", "2026-11-01")]
    [InlineData("letzter monat", "2026-10-01", "2026-11-01")]
    [InlineData("letzten Monat", "2026-10-01", "2026-11-01")]
    [InlineData("this year", "2026-01-01", "2027-01-01")]
    [InlineData("dieses jahr", "2026-01-01", "2027-01-01")]
    [InlineData("last year", "2025-01-01", "2026-01-01")]
    [InlineData("letztes jahr", "2025-01-01", "2026-01-01")]
    public void Days_weeks_months_and_years_are_those_of_the_calendar(string value, string first, string until) => Check(value, first, until);

    [Theory]
    [InlineData("thursday", "2026-11-05")]
    [InlineData("friday", "2026-10-30")]
    [InlineData("monday", "2026-11-02")]
    [InlineData("mon", "2026-11-02")]
    [InlineData("montag", "2026-11-02")]
    [InlineData("Sonnabend", "2026-10-31")]
    [InlineData("last thursday", "2026-10-29")]
    [InlineData("last monday", "2026-11-02")]
    [InlineData("letzten Donnerstag", "2026-10-29")]
    public void A_weekday_is_the_most_recent_one(string value, string day) => CheckDay(value, day);

    [Theory]
    [InlineData("november", "2026-11-01", "2026-12-01")]
    [InlineData("december", "2025-12-01", "2026-01-01")]
    [InlineData("dezember", "2025-12-01", "2026-01-01")]
    [InlineData("märz", "2026-03-01", "2026-04-01")]
    [InlineData("ma\u0308rz", "2026-03-01", "2026-04-01")]
    [InlineData("sept", "2026-09-01", "2026-10-01")]
    [InlineData("last november", "2025-11-01", "2025-12-01")]
    [InlineData("last october", "2026-10-01", "2026-11-01")]
    [InlineData("november 2020", "2020-11-01", "2020-12-01")]
    [InlineData("Februar 2024", "2024-02-01", "2024-03-01")]
    [InlineData("december 9998", "9998-12-01", "9999-01-01")]
    [InlineData("2026", "2026-01-01", "2027-01-01")]
    [InlineData("1970", "1970-01-01", "1971-01-01")]
    [InlineData("9998", "9998-01-01", "9999-01-01")]
    [InlineData("2026-11", "2026-11-01", "2026-12-01")]
    [InlineData("2026-2", "2026-02-01", "2026-03-01")]
    [InlineData("11/2026", "2026-11-01", "2026-12-01")]
    [InlineData("11.2026", "2026-11-01", "2026-12-01")]
    public void Months_and_years_are_whole(string value, string first, string until) => Check(value, first, until);

    [Theory]
    [InlineData("2026-11-05", "2026-11-05")]
    [InlineData("2026/11/5", "2026-11-05")]
    [InlineData("5.11.2026", "2026-11-05")]
    [InlineData("05.11.2026", "2026-11-05")]
    [InlineData("29.2.2024", "2024-02-29")]
    [InlineData("25/11/2026", "2026-11-25")]
    [InlineData("11/25/2026", "2026-11-25")]
    [InlineData("5/5/2026", "2026-05-05")]
    [InlineData("30/2/2026", null)]
    [InlineData("5 november 2026", "2026-11-05")]
    [InlineData("5. November 2026", "2026-11-05")]
    [InlineData("November 5, 2026", "2026-11-05")]
    [InlineData("5 november", "2026-11-05")]
    [InlineData("6. november", "2025-11-06")]
    [InlineData("december 24", "2025-12-24")]
    public void A_date_is_one_day(string value, string? day)
    {
        if (day is null)
            CheckRefused(value, "query.no_such_day");
        else
            CheckDay(value, day);
    }

    [Theory]
    [InlineData("0d", "2026-11-05")]
    [InlineData("7d", "2026-10-29")]
    [InlineData("2w", "2026-10-22")]
    [InlineData("3m", "2026-08-05")]
    [InlineData("1y", "2025-11-05")]
    [InlineData("7t", "2026-10-29")]
    [InlineData("1j", "2025-11-05")]
    [InlineData("3 days ago", "2026-11-02")]
    [InlineData("2 weeks ago", "2026-10-22")]
    [InlineData("a month ago", "2026-10-05")]
    [InlineData("vor 3 tagen", "2026-11-02")]
    [InlineData("vor 2 Wochen", "2026-10-22")]
    [InlineData("vor einem Jahr", "2025-11-05")]
    public void So_far_back_is_the_day_that_is_so_far_back(string value, string day) => CheckDay(value, day);

    [Theory]
    [InlineData("2026-03-31", "1m", "2026-02-28")]
    [InlineData("2026-01-15", "1m", "2025-12-15")]
    [InlineData("2024-02-29", "1y", "2023-02-28")]
    public void A_month_back_ends_with_the_month(string today, string value, string day) =>
        Assert.Equal(Range(day, 1), QueryDates.Read(value, Berlin, Midnight(today).AddHours(12), DayOfWeek.Monday).Value);

    [Theory]
    [InlineData(DayOfWeek.Sunday, "2026-11-01")]
    [InlineData(DayOfWeek.Monday, "2026-11-02")]
    [InlineData(DayOfWeek.Thursday, "2026-11-05")]
    [InlineData(DayOfWeek.Friday, "2026-10-30")]
    [InlineData(DayOfWeek.Saturday, "2026-10-31")]
    public void A_week_begins_with_the_day_that_weeks_begin_with(DayOfWeek firstDay, string first) =>
        Assert.Equal(Range(first, 7), QueryDates.Read("this week", Berlin, Now, firstDay).Value);

    [Theory]
    [InlineData("5/11/2026", "query.ambiguous_date")]
    [InlineData("2026-13", "query.no_such_day")]
    [InlineData("2026-00-01", "query.no_such_day")]
    [InlineData("31.4.2026", "query.no_such_day")]
    [InlineData("29.2.2026", "query.no_such_day")]
    [InlineData("1969", "query.date_range")]
    [InlineData("9999", "query.date_range")]
    [InlineData("0000", "query.date_range")]
    [InlineData("1969-12-31", "query.date_range")]
    [InlineData("1.1.9999", "query.date_range")]
    [InlineData("5/11/0001", "query.date_range")]
    [InlineData("november 1969", "query.date_range")]
    [InlineData("5 november 9999", "query.date_range")]
    [InlineData("99999d", "query.date_range")]
    [InlineData("99999w", "query.date_range")]
    [InlineData("99999m", "query.date_range")]
    [InlineData("99999 years ago", "query.date_range")]
    [InlineData("57y", "query.date_range")]
    [InlineData("", "query.bad_date")]
    [InlineData("tomorrow-ish", "query.bad_date")]
    [InlineData("last", "query.bad_date")]
    [InlineData("this monday 2026", "query.bad_date")]
    [InlineData("ad", "query.bad_date")]
    [InlineData("123456d", "query.bad_date")]
    [InlineData("-7d", "query.bad_date")]
    [InlineData("5.11.26", "query.bad_date")]
    [InlineData("5.11/2026", "query.bad_date")]
    [InlineData("2026-11-05T10:00", "query.bad_date")]
    [InlineData("10:30", "query.bad_date")]
    [InlineData("20266", "query.bad_date")]
    [InlineData("٢٠٢٦", "query.bad_date")]
    [InlineData("32 november", "query.bad_date")]
    public void What_is_no_date_is_refused_with_its_reason(string value, string code) => CheckRefused(value, code);

    [Fact]
    public void An_ambiguous_date_names_both_readings() => Assert.Equal(
        "“5/11/2026” can be read in two ways. Write 2026-11-05 or 2026-05-11.", QueryDates.Read("5/11/2026", Berlin, Now, DayOfWeek.Monday).Error!.Message); // refused, see above

    [Fact]
    public void Today_is_the_day_in_the_zone()
    {
        var late = new DateTimeOffset(2026, 11, 5, 23, 30, 0, TimeSpan.Zero);

        Assert.Equal(Range("2026-11-06", 1), QueryDates.Read("today", Berlin, late, DayOfWeek.Monday).Value);
    }

    [Fact]
    public void Operators_take_what_is_before_after_or_within()
    {
        var range = Range("2026-11-05", 1);

        Assert.Equal(new(null, range.From), range.For(QueryOperator.Before));
        Assert.Equal(new(range.Until, null), range.For(QueryOperator.After));
        Assert.Equal(new(range.From, range.Until), range.For(QueryOperator.On));
        Assert.Equal(new(range.From, range.Until), range.For(QueryOperator.During));
        Assert.Throws<ArgumentOutOfRangeException>(() => range.For(QueryOperator.From));
    }

    private static void CheckDay(string value, string day) => Assert.Equal(Range(day, 1), QueryDates.Read(value, Berlin, Now, DayOfWeek.Monday).Value);

    private static void Check(string value, string first, string until) =>
        Assert.Equal(new QueryRange(Midnight(first), Midnight(until)), QueryDates.Read(value, Berlin, Now, DayOfWeek.Monday).Value);

    private static void CheckRefused(string value, string code)
    {
        var error = Assert.IsType<Error.Invalid>(QueryDates.Read(value, Berlin, Now, DayOfWeek.Monday).Error);
        Assert.Equal((code, "query"), (error.Code, error.Field));
    }

    private static QueryRange Range(string first, int days) => new(Midnight(first), Midnight(Date(first).AddDays(days)));

    private static DateTimeOffset Midnight(string day) => Midnight(Date(day));

    // Berlin never changes its clocks at midnight.
    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Berlin.GetUtcOffset(day.ToDateTime(TimeOnly.MinValue)));

    private static DateOnly Date(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
