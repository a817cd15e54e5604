using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Microsoft.Playwright;
using Xunit;
using static Collab.e2e.Fixtures.Accessibility;

namespace Collab.e2e.Journeys;

/// <summary>axe has nothing serious against what stands before and beside the pages of <see cref="TourJourney"/>.</summary>
public sealed class AccessibilityJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    [Fact]
    public async Task The_dialogs_for_a_new_channel_and_for_leaving_are_accessible()
    {
        var town = await towns.TownAsync();
        var visitor = await VisitAsync(town, town.Owner);
        var sees = new WorkspacePage(visitor);
        var channel = await town.Owner.Api.CreateChannelAsync(town.Workspace, "breakwater");
        await sees.OpenAsync(town.Path($"c/{channel}"));
        await sees.IsInAsync("#breakwater");
        await sees.Sidebar.CreateChannel.ClickAsync();
        await Assertions.Expect(sees.Dialog.GetByLabel("Name")).ToBeFocusedAsync();
        var findings = await InBothThemesAsync(visitor.Page, "create-channel");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(sees.Dialog).ToHaveCountAsync(0);

        await sees.Main("#breakwater").GetByLabel("More actions").ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Leave" }).ClickAsync();
        await Assertions.Expect(sees.Dialog).ToBeVisibleAsync();
        findings.AddRange(await InBothThemesAsync(visitor.Page, "leave"));
        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    [Fact]
    public async Task The_first_run_and_an_invitation_are_accessible()
    {
        var site = Own(await Site.OnSqliteAsync());
        var ada = await VisitAsync(site, "ada");
        var (setUp, who) = (new SetupPage(ada), Credentials.For("Ada Lovelace"));
        await setUp.OpenAsync();
        await setUp.EnterCodeAsync("WRON-GONE");
        await Assertions.Expect(setUp.Alert).ToBeVisibleAsync();
        var findings = await InBothThemesAsync(ada.Page, "setup-1");
        await setUp.EnterCodeAsync(await site.FirstRunCodeAsync());
        await Assertions.Expect(setUp.OrganizationName).ToBeVisibleAsync();
        findings.AddRange(await InBothThemesAsync(ada.Page, "setup-2"));
        await setUp.NameOrganizationAsync("Acme");
        await Assertions.Expect(setUp.OwnerName).ToBeVisibleAsync();
        findings.AddRange(await InBothThemesAsync(ada.Page, "setup-3"));
        await setUp.BecomeOwnerAsync(who);
        await Assertions.Expect(setUp.WorkspaceName).ToBeVisibleAsync();
        findings.AddRange(await InBothThemesAsync(ada.Page, "setup-4"));
        var link = await (await setUp.MakeWorkspaceAsync("Harbour")).InviteAsync("bo@example.test");
        findings.AddRange(await InBothThemesAsync(ada.Page, "welcome-links"));
        var bo = await VisitAsync(site, "bo");
        await new InvitePage(bo).OpenAsync(link);
        findings.AddRange(await InBothThemesAsync(bo.Page, "invite"));
        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }
}
