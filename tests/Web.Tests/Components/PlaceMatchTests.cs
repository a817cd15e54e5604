using Collab.Web.Components.Workspaces;
using Xunit;

namespace Collab.Web.Tests.Components;

public sealed class PlaceMatchTests
{
    [Theory]
    [InlineData("engineering", "gine")]
    [InlineData("engineering", "ENG")]
    [InlineData("site-reliability_team", "srt")]
    [InlineData("Mia Horvat, Bo Lind", "bo")]
    public void A_part_or_initials_fit(string name, string typed) => Assert.True(PlaceMatch.Fits(name, typed));

    [Theory]
    [InlineData("engineering", "enginering")]
    [InlineData("engineering", "enigneer")]
    [InlineData("release-planning", "palnning")]
    [InlineData("release-planning", "reelase-plannign")]
    [InlineData("Mia Horvat, Bo Lind", "hrovat")]
    public void A_slip_fits_nearly(string name, string typed)
    {
        Assert.False(PlaceMatch.Fits(name, typed));
        Assert.True(PlaceMatch.FitsNearly(name, typed));
    }

    [Theory]
    [InlineData("docs", "dcs")]
    [InlineData("engineering", "marketing")]
    [InlineData("lisbon", "london")]
    [InlineData("general", "")]
    public void Other_names_do_not(string name, string typed) => Assert.False(PlaceMatch.FitsNearly(name, typed));
}
