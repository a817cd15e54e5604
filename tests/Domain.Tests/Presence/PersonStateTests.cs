using Collab.Domain.People;
using Collab.Domain.Presence;
using Collab.Domain.Shared.Ids;
using Xunit;

namespace Collab.Domain.Tests.Presence;

public sealed class PersonStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 10, 0, 0, TimeSpan.Zero); // a Monday, eleven in Berlin
    private static readonly Person Ada = new(new UserId(1), "ada", "Ada", "", default, true, false) { TimeZone = "Europe/Berlin" };

    [Fact]
    public void A_status_lasts_until_its_end_and_not_at_it()
    {
        var ada = Ada with { Status = new PersonStatus("🏠", "home", Now.AddHours(1), false) };
        Assert.NotNull(ada.StatusAt(Now.AddMinutes(59)));
        Assert.Null(ada.StatusAt(Now.AddHours(1)));
        Assert.Equal(Now.AddHours(1), ada.NextTurn(Now));
    }

    [Fact]
    public void A_pause_a_quiet_status_and_hours_each_make_quiet()
    {
        Assert.False(Ada.IsQuietAt(Now));
        Assert.True((Ada with { PausedUntil = Now.AddMinutes(1) }).IsQuietAt(Now));
        Assert.False((Ada with { PausedUntil = Now }).IsQuietAt(Now));
        Assert.True((Ada with { Status = new PersonStatus("🎧", "", null, true) }).IsQuietAt(Now));
        Assert.False((Ada with { Status = new PersonStatus("🎧", "", null, false) }).IsQuietAt(Now));
        Assert.True((Ada with { Hours = WeekHours.Parse("mon 12:00-13:00").Value }).IsQuietAt(Now));
        Assert.False((Ada with { Hours = WeekHours.Parse("mon 11:00-13:00").Value }).IsQuietAt(Now));
        Assert.False((Ada with { Hours = WeekHours.Parse("mon 12:00-13:00").Value, TimeZone = "Nowhere/Gone" }).IsQuietAt(Now));
    }

    [Fact]
    public void Quiet_ends_when_its_last_reason_does()
    {
        var ada = Ada with { PausedUntil = Now.AddMinutes(30), Hours = WeekHours.Parse("mon 12:00-13:00").Value };
        Assert.Equal(Now.AddHours(1), ada.QuietUntil(Now));
        Assert.Equal(Now, Ada.QuietUntil(Now));
        Assert.Null((Ada with { Status = new PersonStatus("🎧", "", null, true) }).QuietUntil(Now));
        Assert.Null((Ada with { Hours = WeekHours.Parse("").Value }).QuietUntil(Now));
    }

    [Theory]
    [InlineData(PresenceState.Offline, PresenceState.Offline, PresenceState.Offline)]
    [InlineData(PresenceState.Away, PresenceState.Away, PresenceState.DoNotDisturb)]
    [InlineData(PresenceState.Online, PresenceState.Away, PresenceState.DoNotDisturb)]
    public void Others_see_do_not_disturb_before_away_before_online_and_nothing_of_one_who_is_offline(
        PresenceState connected, PresenceState byHand, PresenceState quiet)
    {
        Assert.Equal(connected, PresenceLook.StateOf(Ada, connected, Now));
        Assert.Equal(byHand, PresenceLook.StateOf(Ada with { IsAway = true }, connected, Now));
        Assert.Equal(quiet, PresenceLook.StateOf(Ada with { IsAway = true, PausedUntil = Now.AddHours(1) }, connected, Now));
    }
}
