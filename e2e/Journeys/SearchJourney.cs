using System.Text.RegularExpressions;
using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Collab.Support;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>Somebody finds what was said, by part of a word, in several scripts, narrowed by what she clicks; nothing that is not hers.</summary>
public sealed class SearchJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    [Fact]
    public async Task A_message_is_found_narrowed_down_and_opened()
    {
        var town = await towns.TownAsync();
        var (iris, noel) = (await town.SettleAsync("Iris Finder"), await town.SettleAsync("Noel Writer"));
        var (reef, cove) = (await noel.Api.CreateChannelAsync(town.Workspace, "coral-reef"), await noel.Api.CreateChannelAsync(town.Workspace, "hidden-cove", "private"));
        await iris.Api.JoinAsync(reef);
        await noel.Api.PostAsync(reef, "Der **Ankerwindenmotor** ist repariert");
        await noel.Api.PostAsync(reef, "明天在东京港见面");
        await iris.Api.PostAsync(reef, "The Ankerwindenmotor hums again, see https://docs.example.org/winch_42");
        await noel.Api.PostAsync(cove, "Ankerwindenmotor: secret price");
        await SearchableAsync(iris, "Ankerwindenmotor", 2);

        var visitor = await VisitAsync(town, iris);
        var sees = new WorkspacePage(visitor);
        await sees.OpenAsync(town.Path($"c/{reef}"));
        await sees.IsInAsync("#coral-reef");
        await visitor.Page.Keyboard.PressAsync("Control+g");
        var search = new SearchPage(visitor.Page);
        await Assertions.Expect(search.Query).ToBeFocusedAsync();

        // By a part of a word, in two hits, none of them from the private channel; nothing else is counted either.
        await search.Query.PressSequentiallyAsync("windenmotor");
        await Assertions.Expect(search.Found).ToHaveCountAsync(2);
        await Assertions.Expect(search.Summary).ToHaveTextAsync("2 messages");
        await Assertions.Expect(search.Found.First.Locator("mark").First).ToHaveTextAsync("Ankerwindenmotor");
        await Assertions.Expect(search.Main).Not.ToContainTextAsync("secret price");
        await Assertions.Expect(search.Main).Not.ToContainTextAsync("hidden-cove");

        // A facet is an operator: its count is what is left, its chip takes it out again, the address keeps it.
        await search.Facet("Noel Writer").ClickAsync();
        await Assertions.Expect(search.Found).ToHaveCountAsync(1);
        await Assertions.Expect(search.Chips).ToHaveTextAsync(new Regex("from:noel"));
        await sees.AddressIsAsync(new Regex("/search\\?q=windenmotor%20from%3Anoel"));
        await visitor.Page.ReloadAsync();
        await Assertions.Expect(search.Found).ToHaveCountAsync(1);
        await search.Chips.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(search.Found).ToHaveCountAsync(2);

        await search.FindsAsync("东京", "东京港");
        await search.FindsAsync("winch_42", "hums again");
        await search.FindsAsync("Ankerwindenmoter has:link", "hums again");
        await Assertions.Expect(search.Summary).ToContainTextAsync("Similar ones");

        await search.FindsAsync("in:coral-reef repariert", "repariert");
        await search.Found.Filter(new() { HasText = "repariert" }).GetByRole(AriaRole.Button, new() { Name = "Show context" }).ClickAsync();
        await Assertions.Expect(search.Found.First.Locator(".found-around")).ToContainTextAsync("hums again");
        await search.Found.First.GetByRole(AriaRole.Link).ClickAsync();
        await sees.IsInAsync("#coral-reef");
        await sees.AddressIsAsync(new Regex($"/c/{reef}/m/\\d+\\?found="));

        // From somebody's profile: what he said, in all places that one may read.
        await sees.OpenAsync(town.Path($"people/{noel.Id}"));
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Messages from Noel Writer" }).ClickAsync();
        await Assertions.Expect(search.Chips).ToHaveTextAsync(new Regex("from:noel"));
        await Assertions.Expect(search.Found).ToHaveCountAsync(2);
        await Assertions.Expect(search.Main).Not.ToContainTextAsync("secret price");
    }

    [Fact]
    public async Task One_steps_from_hit_to_hit_with_the_list_beside_the_place()
    {
        var town = await towns.TownAsync();
        var thea = await town.SettleAsync("Thea Stepper");
        var quay = await thea.Api.CreateChannelAsync(town.Workspace, "pilot-quay");
        var first = await thea.Api.PostAsync(quay, "Kittiwake seen from the pilot boat");
        await thea.Api.PostAsync(quay, "Nothing to be seen here");
        var last = await thea.Api.PostAsync(quay, "A second kittiwake on the breakwater");
        await thea.Api.ReplyAsync(quay, first, "That kittiwake came back");
        await SearchableAsync(thea, "kittiwake", 3);
        var visitor = await VisitAsync(town, thea);
        var sees = new WorkspacePage(visitor);
        await sees.OpenAsync(town.Path("search?q=kittiwake&sort=newest"));
        var search = new SearchPage(visitor.Page);

        // Hits of a thread stand together, at the place of the first of them.
        await Assertions.Expect(search.Found).ToHaveTextAsync([new Regex("came back"), new Regex("pilot boat"), new Regex("second kittiwake")]);
        await Assertions.Expect(search.Main.Locator(".found.again")).ToHaveTextAsync(new Regex("pilot boat"));
        await search.Found.Last.GetByRole(AriaRole.Link).ClickAsync();
        await sees.IsInAsync("#pilot-quay");
        var pane = visitor.Page.GetByRole(AriaRole.Complementary, new() { Name = "Search results" });
        await Assertions.Expect(pane.Locator(".found-link[aria-current]")).ToContainTextAsync("second kittiwake");
        await Assertions.Expect(pane.GetByRole(AriaRole.Status)).ToHaveTextAsync("3 of 3");
        await Assertions.Expect(visitor.Page.Locator($".main article[data-seq='{last}'].marked")).ToBeVisibleAsync();

        // The arrow goes on from the list, a key of the page from anywhere, a thread included.
        await Assertions.Expect(pane.Locator(".found-link[aria-current]")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(pane.Locator(".found-link[aria-current]")).ToContainTextAsync("pilot boat");
        await sees.AddressIsAsync(new Regex($"/c/{quay}/m/{first}\\?found=kittiwake&sort=newest$"));
        await visitor.Page.Keyboard.PressAsync("Alt+PageUp");
        var thread = visitor.Page.GetByRole(AriaRole.Complementary, new() { Name = "Thread" });
        await Assertions.Expect(thread.Locator("article:not([data-root])")).ToContainTextAsync("came back");
        await Assertions.Expect(thread.GetByRole(AriaRole.Navigation, new() { Name = "Messages found" })).ToContainTextAsync("1 of 3");
        await Assertions.Expect(thread.GetByRole(AriaRole.Link, new() { Name = "Previous result" })).ToHaveCountAsync(0);

        // The address has it all.
        await visitor.Page.ReloadAsync();
        await thread.GetByRole(AriaRole.Link, new() { Name = "Next result" }).ClickAsync();
        await Assertions.Expect(pane.Locator(".found-link[aria-current]")).ToContainTextAsync("pilot boat");
        await pane.GetByRole(AriaRole.Link, new() { Name = "Close" }).ClickAsync();
        await Assertions.Expect(pane).ToHaveCountAsync(0);
        await sees.AddressIsAsync(new Regex($"/c/{quay}$"));
    }

    [Fact]
    public async Task One_field_finds_places_people_other_channels_and_messages()
    {
        var town = await towns.TownAsync();
        var (ulla, bert) = (await town.SettleAsync("Ulla Jumper"), await town.SettleAsync("Bert Gannetson"));
        var (gannets, watch) = (await bert.Api.CreateChannelAsync(town.Workspace, "gannet-rock"), await bert.Api.CreateChannelAsync(town.Workspace, "bird-watch"));
        await bert.Api.CreateChannelAsync(town.Workspace, "gannet-secrets", "private");
        await ulla.Api.JoinAsync(watch);
        var seq = await bert.Api.PostAsync(watch, "Four gannets over the mole");
        await SearchableAsync(ulla, "gannet", 1);
        var visitor = await VisitAsync(town, ulla);
        var sees = new WorkspacePage(visitor);
        await sees.OpenAsync(town.Path($"c/{watch}"));
        await sees.IsInAsync("#bird-watch");
        await visitor.Page.Keyboard.PressAsync("Control+k");
        var dialog = visitor.Page.GetByRole(AriaRole.Dialog, new() { Name = "Go to" });
        await dialog.GetByRole(AriaRole.Combobox).PressSequentiallyAsync("gannet");
        await Assertions.Expect(dialog.GetByRole(AriaRole.Option)).ToHaveTextAsync(
            [new Regex("Bert Gannetson"), new Regex("gannet-rock.*not joined"), new Regex("Search messages for “gannet”"), new Regex("Four gannets over the mole.*#bird-watch")]);
        await Assertions.Expect(dialog.Locator("mark")).ToHaveTextAsync("gannets");

        await dialog.GetByRole(AriaRole.Combobox).PressAsync("ArrowUp");
        await dialog.GetByRole(AriaRole.Combobox).PressAsync("Enter");
        await sees.AddressIsAsync(new Regex($"/c/{watch}/m/{seq}$"));
        await visitor.Page.Keyboard.PressAsync("Control+k");
        await dialog.GetByRole(AriaRole.Combobox).FillAsync("no such thing");
        await Assertions.Expect(dialog.Locator(".none")).ToHaveTextAsync("Nothing found for “no such thing”.");
        await dialog.GetByRole(AriaRole.Combobox).FillAsync("#gannet-rock");
        await dialog.GetByRole(AriaRole.Option).Filter(new() { HasText = "not joined" }).ClickAsync();
        await sees.AddressIsAsync(new Regex($"/c/{gannets}$"));
    }

    [Fact]
    public async Task What_was_searched_for_is_there_again_on_every_device_until_it_is_removed()
    {
        var town = await towns.TownAsync();
        var suki = await town.SettleAsync("Suki Repeater");
        var slip = await suki.Api.CreateChannelAsync(town.Workspace, "slipway-north");
        await suki.Api.PostAsync(slip, "Limpets on the cradle");
        await SearchableAsync(suki, "limpets", 1);
        var laptop = await VisitAsync(town, suki);
        await new WorkspacePage(laptop).OpenAsync(town.Path("search"));
        var search = new SearchPage(laptop.Page);
        await search.FindsAsync("limpets in:slipway-north", "Limpets on the cradle");

        await search.Main.GetByRole(AriaRole.Button, new() { Name = "Save search" }).ClickAsync();
        var name = search.Main.GetByRole(AriaRole.Textbox, new() { Name = "Name of the search" });
        await Assertions.Expect(name).ToBeFocusedAsync();
        await Assertions.Expect(name).ToHaveValueAsync("limpets in:slipway-north");
        await name.FillAsync("Limpet watch");
        await name.PressAsync("Enter");
        await Assertions.Expect(search.Main.GetByRole(AriaRole.Button, new() { Name = "Limpet watch", Pressed = true })).ToBeVisibleAsync();
        await search.Query.FillAsync("cradle");
        await search.Query.PressAsync("Enter");
        await Assertions.Expect(search.Found).ToHaveCountAsync(1);

        var phone = await VisitAsync(town, suki, View.Phone);
        await new WorkspacePage(phone).OpenAsync(town.Path("search"));
        var there = new SearchPage(phone.Page);
        await Assertions.Expect(there.Again("Recent searches")).ToHaveTextAsync("cradle");
        await there.Again("Saved searches").ClickAsync();
        await Assertions.Expect(there.Query).ToHaveValueAsync("limpets in:slipway-north");
        await Assertions.Expect(there.Found).ToHaveCountAsync(1);

        // Also while one types, by its name.
        await search.Query.FillAsync("");
        await search.Query.PressSequentiallyAsync("watch");
        await search.Suggestions.Filter(new() { HasText = "Limpet watch" }).ClickAsync();
        await Assertions.Expect(search.Query).ToHaveValueAsync("limpets in:slipway-north");

        await search.Query.FillAsync("");
        await Assertions.Expect(search.Again("Recent searches")).ToHaveTextAsync("cradle");
        await search.Main.GetByRole(AriaRole.Button, new() { Name = "Clear recent searches" }).ClickAsync();
        await Assertions.Expect(search.Again("Recent searches")).ToHaveCountAsync(0);
        await search.Main.GetByRole(AriaRole.Button, new() { Name = "Remove “Limpet watch”" }).ClickAsync();
        await Assertions.Expect(search.Again("Saved searches")).ToHaveCountAsync(0);
        await laptop.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(search.Again("Saved searches")).ToHaveTextAsync(new Regex("Limpet watch"));
    }

    [Fact]
    public async Task The_field_helps_with_operators_and_says_what_it_does_not_understand()
    {
        var town = await towns.TownAsync();
        var piet = await town.SettleAsync("Piet Asker");
        var dock = await piet.Api.CreateChannelAsync(town.Workspace, "graving-dock");
        await piet.Api.PostAsync(dock, "Barnacles everywhere");
        await SearchableAsync(piet, "barnacles", 1);
        var visitor = await VisitAsync(town, piet);
        var sees = new WorkspacePage(visitor);
        await sees.OpenAsync(town.Path("search"));
        var search = new SearchPage(visitor.Page);
        await Assertions.Expect(search.Query).ToBeFocusedAsync();

        await search.Query.PressSequentiallyAsync("barnacles in:grav");
        await search.Suggestions.Filter(new() { HasText = "#graving-dock" }).ClickAsync();
        await Assertions.Expect(search.Query).ToHaveValueAsync(new Regex("barnacles in:graving-dock ?"));
        await Assertions.Expect(search.Found).ToHaveCountAsync(1);

        await search.Query.FillAsync("barnacles form:piet.asker");
        await search.Query.PressAsync("Enter");
        await Assertions.Expect(search.Problems).ToHaveCountAsync(1);
        await Assertions.Expect(search.Found).ToHaveCountAsync(1);
        await search.Problems.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(search.Chips).ToHaveTextAsync(new Regex("from:piet"));
        await Assertions.Expect(search.Problems).ToHaveCountAsync(0);

        await search.Query.FillAsync(new string('(', 3000) + "barnacles \"");
        await search.Query.PressAsync("Enter");
        await Assertions.Expect(search.Problems.First).ToBeVisibleAsync();
    }

    private static Task SearchableAsync(Resident who, string query, int count) =>
        Eventually.TrueAsync(async () => await who.Api.CountFoundAsync(query) == count, $"{query} is found", TimeSpan.FromSeconds(15));
}
