using System.Text.RegularExpressions;
using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>Finding and making channels, and finding people.</summary>
public sealed class DirectoryJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    [Fact]
    public async Task One_finds_a_channel_by_a_part_of_its_name_and_joins_it_in_the_row()
    {
        var town = await towns.TownAsync();
        var kai = await town.SettleAsync("Kai Dock");
        await town.Owner.Api.CreateChannelAsync(town.Workspace, "east-mole");
        await town.Owner.Api.CreateChannelAsync(town.Workspace, "west-mole");
        var visitor = await VisitAsync(town, kai);
        var (sees, directory) = (new WorkspacePage(visitor), new ChannelBrowser(visitor.Page));
        await sees.OpenAsync(town.Path("browse"));

        await directory.Wanted.PressSequentiallyAsync("mole");
        await directory.ShowsAsync("east-mole", "west-mole");
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(new Regex(@"/browse\?q=mole$"));
        await directory.Row("east-mole").GetByRole(AriaRole.Button, new() { Name = "Join" }).ClickAsync();
        await Assertions.Expect(directory.Row("east-mole")).ToContainTextAsync("2 members");
        await Assertions.Expect(sees.Sidebar.Place("#east-mole")).ToBeVisibleAsync();
        await directory.Kind.SelectOptionAsync("NotJoined");
        await directory.ShowsAsync("west-mole");

        await visitor.Page.ReloadAsync();
        await sees.IsLiveAsync();
        await directory.ShowsAsync("west-mole");
        await Assertions.Expect(directory.Wanted).ToHaveValueAsync("mole");
        await directory.Wanted.FillAsync("moleskin");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Show all channels" }).ClickAsync();
        await Assertions.Expect(directory.Row("general")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(new Regex("/browse$"));
    }

    [Fact]
    public async Task A_channel_is_made_with_its_people_and_its_name_is_checked_while_it_is_typed()
    {
        var town = await towns.TownAsync();
        var lea = await town.SettleAsync("Lea Mast");
        var (visitor, other) = (await VisitAsync(town, town.Owner), await VisitAsync(town, lea));
        var (sees, directory, leaSees) = (new WorkspacePage(visitor), new ChannelBrowser(visitor.Page), new WorkspacePage(other));
        await sees.OpenAsync(town.Path("browse"));
        await leaSees.OpenAsync(town.Path("browse"));

        await directory.AskForAsync();
        await directory.NewName.FillAsync("general");
        await directory.SaysAsync("There is a channel named #general already.");
        await directory.NewName.FillAsync("sails!");
        await directory.SaysAsync("only letters, digits, dashes and underscores");
        await directory.NewName.FillAsync("Sail makers");
        await directory.AddAsync(lea.Name);
        await directory.MakeAsync();

        await sees.IsInAsync("#sail-makers");
        await Assertions.Expect(leaSees.Sidebar.Place("#sail-makers")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task People_are_found_by_name_and_the_address_holds_what_was_looked_for()
    {
        var town = await towns.TownAsync();
        var ole = await town.SettleAsync("Ole Bollard");
        var visitor = await VisitAsync(town, town.Owner);
        var sees = new WorkspacePage(visitor);
        await sees.OpenAsync(town.Path("people"));

        await visitor.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Find people by name or title" }).FillAsync("bollard");
        await Assertions.Expect(visitor.Page.Locator(".person-list .person")).ToHaveCountAsync(1);
        await visitor.Page.Locator(".person-list .person").ClickAsync();
        await Assertions.Expect(sees.Pane("Profile")).ToContainTextAsync("Ole Bollard");
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(new Regex($@"/people/{ole.Id}\?q=bollard$"));
        await sees.Pane("Profile").GetByRole(AriaRole.Link, new() { Name = "Close" }).ClickAsync();
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(new Regex(@"/people\?q=bollard$"));
        await Assertions.Expect(visitor.Page.Locator(".person-list .person")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task People_of_all_workspaces_are_looked_through_at_once_and_offered_to_write_to()
    {
        var town = Own(await Town.FoundAsync(await Site.OnSqliteAsync()));
        var yard = await town.Owner.Api.CreateWorkspaceAsync("Yard", "yard");
        await town.SettleInAsync(yard, "Nell Halyard");
        var visitor = await VisitAsync(town, town.Owner);
        var sees = new WorkspacePage(visitor);
        var (find, people) = (visitor.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Find people by name or title" }), visitor.Page.Locator(".person-list .person"));
        await sees.OpenAsync(town.Path("people"));
        await find.FillAsync("halyard");
        await Assertions.Expect(people).ToHaveCountAsync(0);

        var where = visitor.Page.GetByRole(AriaRole.Combobox, new() { Name = "Workspace" });
        await where.SelectOptionAsync("All workspaces");
        await Assertions.Expect(people).ToHaveTextAsync([new Regex("Nell Halyard")]);
        await visitor.Page.ReloadAsync();
        await Assertions.Expect(people).ToHaveTextAsync([new Regex("Nell Halyard")]);
        await people.ClickAsync();
        await Assertions.Expect(sees.Pane("Profile")).ToContainTextAsync("Nell Halyard");

        await sees.OpenAsync(town.Path("new"));
        await visitor.Page.GetByRole(AriaRole.Combobox, new() { Name = "To" }).FillAsync("halyard");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Option, new() { NameRegex = new Regex("Nell Halyard") })).ToHaveCountAsync(1);
    }
}
