using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>Who is in a channel: found, made manager, removed; and leaving it.</summary>
public sealed class MembersJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    [Fact]
    public async Task A_manager_finds_promotes_and_removes_members_and_a_member_cannot()
    {
        var town = await towns.TownAsync();
        var (ida, jon) = (await town.SettleAsync("Ida Noddack"), await town.SettleAsync("Jon Postel"));
        var channel = await town.Owner.Api.CreateChannelAsync(town.Workspace, "crew");
        await town.Owner.Api.AddAsync(channel, ida.Id, jon.Id);
        var sees = new WorkspacePage(await VisitAsync(town, town.Owner));
        await sees.OpenAsync(town.Path($"c/{channel}/members"));
        var (pane, jonSees) = (sees.Pane("Members"), new WorkspacePage(await VisitAsync(town, jon)));
        await jonSees.OpenAsync(town.Path($"c/{channel}/members"));
        var people = pane.GetByRole(AriaRole.Listitem);
        await Assertions.Expect(people).ToHaveCountAsync(3);
        await Assertions.Expect(jonSees.Pane("Members").GetByRole(AriaRole.Listitem)).ToHaveCountAsync(3);
        await Assertions.Expect(jonSees.Pane("Members").GetByLabel($"Actions for {ida.Name}")).ToHaveCountAsync(0);

        await pane.GetByLabel("Find members").FillAsync("nodd");
        await Assertions.Expect(people).ToHaveCountAsync(1);
        await pane.GetByLabel($"Actions for {ida.Name}").ClickAsync();
        await sees.MenuItem("Make a manager").ClickAsync();
        await Assertions.Expect(people.Filter(new() { HasText = ida.Name })).ToContainTextAsync("Manager");
        await pane.GetByLabel("Find members").FillAsync("");
        await pane.GetByRole(AriaRole.Button, new() { Name = "Managers" }).ClickAsync();
        await Assertions.Expect(people).ToHaveCountAsync(2);
        await pane.GetByRole(AriaRole.Button, new() { Name = "All" }).ClickAsync();

        await pane.GetByLabel($"Actions for {jon.Name}").ClickAsync();
        await sees.MenuItem("Remove from #crew").ClickAsync();
        await Assertions.Expect(sees.Dialog).ToContainTextAsync("Remove Jon Postel from #crew?");
        await Assertions.Expect(sees.Dialog).ToContainTextAsync("stops getting messages from #crew, but can still read it and join again");
        await sees.Dialog.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Assertions.Expect(people).ToHaveCountAsync(2);
        await Assertions.Expect(pane).ToContainTextAsync("2 members");
        await Assertions.Expect(jonSees.Sidebar.Place("crew")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_last_manager_names_another_and_leaving_a_public_channel_can_be_undone()
    {
        var town = await towns.TownAsync();
        var (kay, liv) = (await town.SettleAsync("Kay McNulty"), await town.SettleAsync("Liv Ullmann"));
        var channel = await kay.Api.CreateChannelAsync(town.Workspace, "helm");
        await kay.Api.AddAsync(channel, liv.Id);
        var sees = new WorkspacePage(await VisitAsync(town, kay));
        await sees.OpenAsync(town.Path($"c/{channel}"));
        await sees.IsInAsync("#helm");

        await sees.Main("#helm").GetByLabel("More actions").ClickAsync();
        await sees.MenuItem("Leave").ClickAsync();
        await Assertions.Expect(sees.Dialog).ToContainTextAsync("Who manages #helm after you?");
        await Assertions.Expect(sees.Dialog).ToContainTextAsync("You will stop getting messages from #helm. History stays; you can rejoin.");
        await sees.Dialog.GetByRole(AriaRole.Radio, new() { Name = liv.Name }).ClickAsync();
        await sees.Dialog.GetByRole(AriaRole.Button, new() { Name = "Make Liv Ullmann a manager and leave" }).ClickAsync();
        await Assertions.Expect(sees.Sidebar.Place("helm")).ToHaveCountAsync(0);
        Assert.Equal([liv.Id], await town.Owner.Api.ManagersAsync(channel));

        await sees.Toasts.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await sees.IsInAsync("#helm");
        await Assertions.Expect(sees.Sidebar.Place("helm")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_private_channel_that_was_left_is_gone_at_once()
    {
        var town = await towns.TownAsync();
        var mae = await town.SettleAsync("Mae Jemison");
        var channel = await town.Owner.Api.CreateChannelAsync(town.Workspace, "cabin", "private");
        await town.Owner.Api.AddAsync(channel, mae.Id);
        var sees = new WorkspacePage(await VisitAsync(town, mae));
        await sees.OpenAsync(town.Path($"c/{channel}/details"));
        await sees.Pane("Details").GetByRole(AriaRole.Button, new() { Name = "Leave #cabin" }).ClickAsync();
        await Assertions.Expect(sees.Dialog).ToContainTextAsync("no longer see it");
        await sees.Dialog.GetByRole(AriaRole.Button, new() { Name = "Leave" }).ClickAsync();

        await Assertions.Expect(sees.Sidebar.Place("cabin")).ToHaveCountAsync(0);
        await Assertions.Expect(sees.Toasts.GetByRole(AriaRole.Button, new() { Name = "Undo" })).ToHaveCountAsync(0);
        await Assertions.Expect(sees.Toasts).ToHaveCountAsync(0);
        await sees.OpenAsync(town.Path($"c/{channel}"));
        await Assertions.Expect(sees.Main("Not here")).ToBeVisibleAsync();
    }
}
