using System.Globalization;
using Collab.Domain.Search.Queries;
using CsCheck;
using Xunit;

namespace Collab.Domain.Tests.Search.Queries;

public sealed class QueryZoneTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 5, 12, 0, 0, TimeSpan.Zero);

    private static readonly IReadOnlyList<TimeZoneInfo> Zones = [.. TimeZoneInfo.GetSystemTimeZones()];

    private static readonly Gen<TimeZoneInfo> AnyZone = Gen.Int[0, Zones.Count - 1].Select(zone => Zones[zone]);

    private static readonly string[] Words =
    [
        "today", "heute", "this", "last", "letzte", "week", "monat", "monday", "november", "märz", "2026", "2024", "2", "31", "99999", "vor", "tagen", "ago", "days", "years", "7d", "3m", "2026-11", "1.1.1970",
        "31.12.9998", "5/11/2026", "0", ".", "-", "/", "a", "d", "\"", "\uD800", "9999", "1969", "٣",
    ];

    [Theory]
    [InlineData("Europe/Berlin", "2026-10-25", "2026-10-24T22:00Z", "2026-10-25T23:00Z")] // 25 hours
    [InlineData("Europe/Berlin", "2026-03-29", "2026-03-28T23:00Z", "2026-03-29T22:00Z")] // 23 hours
    [InlineData("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00Z", "2018-11-05T02:00Z")] // from midnight to 1:00
    [InlineData("America/Sao_Paulo", "2018-02-17", "2018-02-17T02:00Z", "2018-02-18T03:00Z")] // 23:00 comes twice
    [InlineData("America/Havana", "2024-11-03", "2024-11-03T04:00Z", "2024-11-04T05:00Z")] // midnight comes twice
    [InlineData("America/St_Johns", "2010-11-07", "2010-11-07T02:30Z", "2010-11-08T03:30Z")] // at 0:01 back to 23:01
    [InlineData("Pacific/Apia", "2011-12-29", "2011-12-29T10:00Z", "2011-12-30T10:00Z")] // the next day was none
    [InlineData("Pacific/Apia", "2011-12-31", "2011-12-30T10:00Z", "2011-12-31T10:00Z")]
    [InlineData("Asia/Kathmandu", "2026-11-05", "2026-11-04T18:15Z", "2026-11-05T18:15Z")]
    public void A_day_begins_at_midnight_or_as_soon_after_as_there_is_time(string zone, string day, string from, string until)
    {
        var range = QueryDates.Read(day, TimeZoneInfo.FindSystemTimeZoneById(zone), Now, DayOfWeek.Monday).Value;

        Assert.Equal((Instant(from), Instant(until)), (range.From, range.Until));
    }

    [Fact]
    public void A_day_that_a_zone_leapt_over_is_refused() =>
        Assert.Equal("query.no_such_day", QueryDates.Read("2011-12-30", TimeZoneInfo.FindSystemTimeZoneById("Pacific/Apia"), Now, DayOfWeek.Monday).Error?.Code);

    [Fact]
    public void Days_follow_each_other_without_gaps_and_hold_their_own_midday() => Gen.Select(AnyZone, Gen.Int[0, 25_000]).Sample((zone, number) =>
    {
        var day = new DateOnly(1970, 1, 2).AddDays(number);
        var (begin, end) = (QueryDays.BeginningOf(day, zone), QueryDays.BeginningOf(day.AddDays(1), zone));

        Assert.True(begin <= end);
        Assert.True(TimeZoneInfo.ConvertTime(begin.AddTicks(-1), zone).Date < day.ToDateTime(TimeOnly.MinValue), $"{zone.Id} {day}");
        if (begin < end)
            Assert.Equal(day, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(begin, zone).Date));
    }, iter: 4_000);

    [Fact]
    public void Whatever_is_understood_is_some_time_and_whatever_is_not_is_said() =>
        Gen.Select(Gen.Int[0, Words.Length - 1].Array[0, 4], AnyZone, Gen.DateTimeOffset, Gen.Int[0, 6]).Sample((choices, zone, now, firstDay) =>
            Check(string.Join(' ', choices.Select(choice => Words[choice])), zone, now, (DayOfWeek)firstDay), iter: 4_000);

    [Fact]
    public void Any_string_is_read_or_refused() => Gen.Select(Gen.Char.Array[0, 120], AnyZone).Sample((chars, zone) =>
        Check(new string(chars), zone, Now, DayOfWeek.Monday), iter: 2_000);

    [Fact]
    public void No_instant_is_too_early_or_too_late_to_read_a_date_at()
    {
        foreach (var now in new[] { DateTimeOffset.MinValue, DateTimeOffset.MaxValue, DateTimeOffset.UnixEpoch, new DateTimeOffset(9998, 12, 31, 23, 0, 0, TimeSpan.Zero) })
        {
            foreach (var zone in Zones.OrderBy(z => z.BaseUtcOffset).Where((_, number) => number % 20 == 0).Append(TimeZoneInfo.Utc))
            {
                foreach (var word in Words)
                    Check(word, zone, now, DayOfWeek.Sunday);
            }
        }
    }

    [Fact]
    public void A_megabyte_is_no_date() => Assert.Equal("query.bad_date", QueryDates.Read(new string('7', 1_000_000), TimeZoneInfo.Utc, Now, DayOfWeek.Monday).Error?.Code);

    private static void Check(string value, TimeZoneInfo zone, DateTimeOffset now, DayOfWeek firstDay)
    {
        if (QueryDates.Read(value, zone, now, firstDay).TryGet(out var range, out var error))
            Assert.True(range.From < range.Until, $"{value}: {range}");
        else
            Assert.Contains(error.Code, new[] { "query.bad_date", "query.no_such_day", "query.ambiguous_date", "query.date_range" });
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
