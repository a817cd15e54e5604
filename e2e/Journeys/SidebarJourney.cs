using System.Text.RegularExpressions;
using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>The list of places: many of them, in order, silent, folded, on two devices.</summary>
public sealed class SidebarJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    [Fact]
    public async Task Hundreds_of_places_scroll_with_few_rows_in_the_page_and_are_all_found()
    {
        var town = await towns.TownAsync();
        var uma = await town.SettleAsync("Uma Thurloe");
        var last = "";
        for (var i = 1; i <= 240; i++)
        {
            last = await uma.Api.CreateChannelAsync(town.Workspace, $"berth-{i:000}", "private");
        }

        await uma.Api.AddAsync(last, town.Owner.Id);
        var visitor = await VisitAsync(town, uma);
        var sees = new WorkspacePage(visitor);
        await sees.OpenAsync(town.Path("browse"));
        await Assertions.Expect(sees.Sidebar.Place("berth-001")).ToHaveCountAsync(1);
        await FewRowsAsync(sees);
        await Assertions.Expect(sees.Sidebar.Place("berth-240")).ToHaveCountAsync(0);
        Assert.Equal("241", await sees.Sidebar.Root.Locator("[data-section='channels'] ul").GetAttributeAsync("data-rows"));

        await town.Owner.Api.PostAsync(last, "@uma.thurloe over here");
        var pill = sees.Sidebar.Root.GetByRole(AriaRole.Button, new() { Name = "1 more unread" });
        await Assertions.Expect(pill).ToHaveClassAsync(new Regex("down.*calls"));
        await pill.ClickAsync();
        await Assertions.Expect(sees.Sidebar.Place("berth-240")).ToBeInViewportAsync();
        await Assertions.Expect(pill).ToBeHiddenAsync();
        await FewRowsAsync(sees);

        await sees.Sidebar.Filter.FillAsync("TH-12");
        await Assertions.Expect(sees.Sidebar.Places).ToHaveCountAsync(10);
        await sees.Sidebar.Filter.PressAsync("ArrowDown");
        await Assertions.Expect(sees.Sidebar.Place("berth-120")).ToBeFocusedAsync();
        await sees.Sidebar.Filter.PressAsync("Escape");
        await Assertions.Expect(sees.Sidebar.Filter).ToHaveValueAsync("");
        await Assertions.Expect(sees.Sidebar.Root.Locator("[data-section='channels'] ul")).ToHaveAttributeAsync("data-rows", "241");

        await sees.Sidebar.Place("berth-001").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("End");
        await Assertions.Expect(sees.Sidebar.Places.Last).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await sees.IsInAsync("#general");
        await visitor.Page.Keyboard.PressAsync("Alt+ArrowUp");
        await sees.IsInAsync("#berth-240");
    }

    [Fact]
    public async Task Nothing_is_sorted_again_under_the_pointer()
    {
        var town = await towns.TownAsync();
        var (ewa, ray, sue) = (await town.SettleAsync("Ewa Rops"), await town.SettleAsync("Ray Ropes"), await town.SettleAsync("Sue Sails"));
        var (first, second) = (await ray.Api.OpenChatAsync(ewa.Id), await sue.Api.OpenChatAsync(ewa.Id));
        await ray.Api.PostAsync(first, "one");
        await sue.Api.PostAsync(second, "two");
        var visitor = await VisitAsync(town, ewa);
        var sees = new WorkspacePage(visitor);
        await sees.OpenAsync(town.Path("browse"));
        var chats = sees.Sidebar.Root.Locator("[data-section='chats'] a[data-place]");
        await Assertions.Expect(chats).ToHaveTextAsync(["Sue Sails", "Ray Ropes"]);

        await sees.Sidebar.Place("Sue Sails").HoverAsync();
        await ray.Api.PostAsync(first, "three");
        await sees.Sidebar.MentionsAreAsync("Ray Ropes", 2);
        await Assertions.Expect(chats).ToHaveTextAsync(["Sue Sails", "Ray Ropes"]);
        await visitor.Page.Mouse.MoveAsync(900, 500);
        await Assertions.Expect(chats).ToHaveTextAsync(["Ray Ropes", "Sue Sails"]);

        await sees.Sidebar.Place("Ray Ropes").FocusAsync();
        await sue.Api.PostAsync(second, "four");
        await sees.Sidebar.MentionsAreAsync("Sue Sails", 2);
        await Assertions.Expect(chats).ToHaveTextAsync(["Ray Ropes", "Sue Sails"]);
        await sees.Main("Browse channels").GetByRole(AriaRole.Searchbox).FocusAsync();
        await Assertions.Expect(chats).ToHaveTextAsync(["Sue Sails", "Ray Ropes"]);
    }

    [Fact]
    public async Task Stars_silence_and_folds_are_on_the_second_device_at_once()
    {
        var town = await towns.TownAsync();
        var (tom, vic) = (await town.SettleAsync("Tom Tide"), await town.SettleAsync("Vic Wharf"));
        var (loud, quiet) = (await vic.Api.CreateChannelAsync(town.Workspace, "gulls"), await vic.Api.CreateChannelAsync(town.Workspace, "anchors"));
        await tom.Api.JoinAsync(loud);
        await tom.Api.JoinAsync(quiet);
        var (desk, phone) = (await VisitAsync(town, tom), await VisitAsync(town, tom, View.Phone));
        var (here, there) = (new WorkspacePage(desk), new WorkspacePage(phone));
        await here.OpenAsync(town.Path("browse"));
        await there.OpenAsync(town.Path());

        await ChooseAsync(here, "gulls", "Star");
        await Assertions.Expect(there.Sidebar.Root.Locator("[data-section='starred'] a[data-place]")).ToHaveTextAsync(["gulls"]);
        await here.Sidebar.Place("anchors").FocusAsync();
        await desk.Page.Keyboard.PressAsync("Shift+F10");
        await desk.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Until I turn it on" }).ClickAsync();
        await Assertions.Expect(here.Sidebar.Place("anchors")).ToBeFocusedAsync();
        await Assertions.Expect(there.Sidebar.Place("anchors")).ToHaveAttributeAsync("aria-label", "anchors, channel, muted");

        await vic.Api.PostAsync(quiet, "@tom.tide can you hear me?");
        await Assertions.Expect(here.Sidebar.Place("anchors")).ToHaveAttributeAsync("aria-label", "anchors, channel, 1 mention, unread, muted");
        await Assertions.Expect(here.Sidebar.Place("anchors").Locator(".count.outlined")).ToBeVisibleAsync();
        await Assertions.Expect(here.Sidebar.Place("anchors")).ToHaveCSSAsync("font-weight", "450");
        await Assertions.Expect(desk.Page.Locator(".shell")).ToHaveAttributeAsync("data-rollup", "");
        await Assertions.Expect(desk.Page).ToHaveTitleAsync("Browse channels · Harbour");

        await here.Sidebar.Root.GetByRole(AriaRole.Button, new() { Name = "Channels" }).ClickAsync();
        await Assertions.Expect(there.Sidebar.Root.GetByRole(AriaRole.Button, new() { Name = "Channels", Exact = true })).ToHaveAttributeAsync("aria-expanded", "false");
        await Assertions.Expect(there.Sidebar.Place("general")).ToHaveCountAsync(0);
        await town.Owner.Api.PostAsync(await town.Owner.Api.FindChannelAsync(town.Workspace, "general"), "@tom.tide a storm is coming");
        await Assertions.Expect(there.Sidebar.Place("general")).ToHaveAttributeAsync("data-mentions", "1");
        await Assertions.Expect(there.Sidebar.Root.Locator("[data-section='channels'] [data-sum]")).ToHaveTextAsync("1");
        await phone.Page.ReloadAsync();
        await Assertions.Expect(there.Sidebar.Root.Locator("[data-section='channels'] a[data-place]")).ToHaveTextAsync(["general"]);

        await ChooseAsync(here, "general", "Mark as read");
        await Assertions.Expect(there.Sidebar.Place("general")).ToHaveCountAsync(0);
        await here.Sidebar.Root.GetByRole(AriaRole.Button, new() { Name = "Channels" }).ClickAsync();
        await ChooseAsync(here, "anchors", "Turn on again");
        await Assertions.Expect(desk.Page.Locator(".shell")).ToHaveAttributeAsync("data-rollup", "1");
        await ChooseAsync(here, "gulls", "Leave");
        await here.Dialog.GetByRole(AriaRole.Button, new() { Name = "Leave" }).ClickAsync();
        await Assertions.Expect(there.Sidebar.Place("gulls")).ToHaveCountAsync(0);
    }

    private static async Task ChooseAsync(WorkspacePage sees, string place, string entry)
    {
        await sees.Sidebar.Place(place).ClickAsync(new() { Button = MouseButton.Right });
        await sees.Sidebar.Root.GetByRole(AriaRole.Menuitem, new() { Name = entry, Exact = true }).ClickAsync();
    }

    private static async Task FewRowsAsync(WorkspacePage sees) => Assert.InRange(await sees.Sidebar.Places.CountAsync(), 20, 199);
}
