using Collab.Web.Components.Workspaces;
using Xunit;

namespace Collab.Web.Tests.Components;

/// <summary>Deadlines as they are chosen, in their author's zone.</summary>
public sealed class WantedDeadlineTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("none", null)]
    [InlineData("hours:4", "2026-11-02T13:00:00Z")]
    [InlineData("hours:0", null)]
    [InlineData("hours:99999999999", null)]
    [InlineData("today", "2026-11-02T17:00:00Z")]
    [InlineData("tomorrow", "2026-11-03T11:00:00Z")]
    [InlineData("at:2026-12-24T18:30", "2026-12-24T17:30:00Z")]
    [InlineData("at:", null)]
    [InlineData("at:yesterday", null)]
    [InlineData("", null)]
    // An hour that the clocks skip, and one that they have twice.
    [InlineData("at:2027-03-28T02:30", "2027-03-28T01:30:00Z")]
    [InlineData("at:2027-10-31T02:30", "2027-10-31T01:30:00Z")]
    public void It_is_an_instant_or_none(string wanted, string? instant) =>
        Assert.Equal(instant is null ? null : Instant(instant), WantedDeadline.Of(wanted, Instant("2026-11-02T09:00:00Z"), Berlin));

    [Fact]
    public void In_the_evening_today_is_in_an_hour() =>
        Assert.Equal(Instant("2026-11-02T18:30:00Z"), WantedDeadline.Of("today", Instant("2026-11-02T17:30:00Z"), Berlin));

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
