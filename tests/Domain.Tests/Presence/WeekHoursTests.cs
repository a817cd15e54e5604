using System.Globalization;
using System.Text.Json;
using Collab.Domain.Presence;
using Xunit;

namespace Collab.Domain.Tests.Presence;

public sealed class WeekHoursTests
{
    private const string Office = "mon 09:00-18:00, tue 09:00-18:00, fri 08:30-24:00";

    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("", "")]
    [InlineData("sun 00:00-24:00", "sun 00:00-24:00")]
    [InlineData("  fri 08:30-24:00,mon 09:00-18:00 ", "mon 09:00-18:00, fri 08:30-24:00")]
    public void What_is_written_is_read_monday_first(string text, string expected) => Assert.Equal(expected, WeekHours.Parse(text).Value.Text);

    [Theory]
    [InlineData("mon")]
    [InlineData("mon 9:00-18:00")]
    [InlineData("mon 09:00-09:00")]
    [InlineData("mon 18:00-09:00")]
    [InlineData("mon 09:00-24:01")]
    [InlineData("mon 09:60-10:00")]
    [InlineData("mon -9:00-10:00")]
    [InlineData("xyz 09:00-10:00")]
    [InlineData("mon 09:00-10:00, mon 11:00-12:00")]
    [InlineData("mon 09:00 10:00")]
    public void What_makes_no_sense_is_refused(string text) => Assert.Equal("hours.invalid", WeekHours.Parse(text).Error?.Code);

    [Theory]
    [InlineData("2026-11-02T08:59:59+01:00", false)] // a Monday
    [InlineData("2026-11-02T09:00:00+01:00", true)]
    [InlineData("2026-11-02T17:59:59+01:00", true)]
    [InlineData("2026-11-02T18:00:00+01:00", false)]
    [InlineData("2026-11-02T08:30:00Z", true)] // half past nine there
    [InlineData("2026-11-04T12:00:00+01:00", false)]
    [InlineData("2026-11-06T23:59:59+01:00", true)]
    [InlineData("2026-11-07T00:00:00+01:00", false)]
    public void Hours_are_counted_in_the_zone(string now, bool included) => Assert.Equal(included, WeekHours.Parse(Office).Value.Includes(At(now), Berlin));

    [Theory]
    [InlineData("2026-11-02T08:00:00+01:00", "2026-11-02T09:00:00+01:00")]
    [InlineData("2026-11-02T09:00:00+01:00", "2026-11-02T18:00:00+01:00")]
    [InlineData("2026-11-03T18:00:00+01:00", "2026-11-06T08:30:00+01:00")]
    [InlineData("2026-11-06T20:00:00+01:00", "2026-11-07T00:00:00+01:00")]
    [InlineData("2026-11-07T00:00:00+01:00", "2026-11-09T09:00:00+01:00")]
    public void The_next_turn_is_a_beginning_or_an_end(string now, string turn) => Assert.Equal(At(turn), WeekHours.Parse(Office).Value.NextTurn(At(now), Berlin));

    [Fact]
    public void A_turn_in_an_hour_that_is_leapt_over_comes_when_the_clocks_have_leapt()
    {
        var nights = WeekHours.Parse("sun 02:30-04:00").Value;
        Assert.Equal(At("2026-03-29T03:00:00+02:00"), nights.NextTurn(At("2026-03-29T00:00:00+01:00"), Berlin));
    }

    [Fact]
    public void Without_hours_every_day_is_quiet_and_nothing_turns()
    {
        var none = WeekHours.Parse("").Value;
        Assert.False(none.Includes(At("2026-11-02T12:00:00Z"), Berlin));
        Assert.Null(none.NextTurn(At("2026-11-02T12:00:00Z"), Berlin));
    }

    [Fact]
    public void The_same_hours_are_equal_and_survive_json()
    {
        var hours = WeekHours.Parse(Office).Value;
        Assert.Equal(hours, JsonSerializer.Deserialize<WeekHours>(JsonSerializer.Serialize(hours)));
        Assert.NotEqual(hours, WeekHours.Parse("mon 09:00-18:00").Value);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
