using Collab.Domain.Channels;
using Collab.Domain.People;
using Collab.Domain.Presence;
using Collab.Domain.Shared;
using Collab.Domain.Workspaces;
using Collab.Support.Houses;
using Collab.Web.Components.Workspaces;
using Collab.Web.Realtime;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Web.Tests.Components;

/// <summary>The card beside a name.</summary>
public sealed class ProfileCardsTests : IAsyncLifetime
{
    private House _house = null!; // set before each test
    private PageContext _page = null!; // set before each test

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _house = await House.BuildAsync(Ct);

    public async ValueTask DisposeAsync()
    {
        await _page.DisposeAsync();
        await _house.DisposeAsync();
    }

    [Fact]
    public async Task It_says_in_short_who_somebody_is_and_how_she_can_be_reached()
    {
        var mia = await _house.ArriveAsync("Mia Member");
        await _house.Get<UpdateProfile>().ExecuteAsync(new UpdateProfileRequest(mia, "Mia Member", "Pilot", "", "Flight", "", "Asia/Tokyo", null), Ct);
        await _house.Get<SetStatus>().ExecuteAsync(new SetStatusRequest(mia, ":tada:", "Landed"), Ct);
        await OpenAsync(_house.Owner);

        var card = (await Cards.FindAsync(mia.User))!; // she may be known

        Assert.Equal(("Mia Member", "Pilot · Flight", "offline", "Offline", "🎉 Landed", true), (card.Name, card.Title, card.Presence, card.PresenceText, card.Status, card.MayWrite));
        Assert.StartsWith("Local time: 18:00", card.Time, StringComparison.Ordinal);
        Assert.Contains("data-initials=\"MM\"", card.Avatar, StringComparison.Ordinal);
        Assert.False((await Cards.FindAsync(_house.Owner.User))!.MayWrite); // one knows oneself
    }

    [Fact]
    public async Task One_who_may_not_be_known_has_none_and_one_who_is_gone_says_so()
    {
        var team = await _house.ChannelAsync(_house.Owner, "team");
        var gita = await _house.ArriveAsync("Gita Guest", WorkspaceRole.Guest, team.Id);
        var mia = await _house.ArriveAsync("Mia Member");
        await OpenAsync(gita);
        Assert.Null(await Cards.FindAsync(mia.User));

        await _page.DisposeAsync();
        await _house.Get<SetPersonActive>().ExecuteAsync(_house.Owner, mia.User, false, Ct);
        await OpenAsync(_house.Owner);
        var gone = (await Cards.FindAsync(mia.User))!; // members know of her still
        Assert.Equal(("offline", "This account is deactivated", false), (gone.Presence, gone.PresenceText, gone.MayWrite));
    }

    private ProfileCards Cards => _page.Services.GetRequiredService<ProfileCards>();

    private async Task OpenAsync(Actor actor)
    {
        _page = HousePages.Of(_house, actor);
        await _page.Services.GetRequiredService<Session>().StartAsync(new System.Security.Claims.ClaimsPrincipal(), null, Ct);
    }
}
