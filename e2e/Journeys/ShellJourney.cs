using System.Text.RegularExpressions;
using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>The frame around everything: rail, columns, roll-ups, one's own menu and settings.</summary>
public sealed class ShellJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    private static readonly View Tablet = new(1024, 800, ColorScheme.Light);

    [Fact]
    public async Task Everything_about_oneself_is_in_ones_own_menu()
    {
        var town = await towns.TownAsync();
        var (desk, phone) = (await VisitAsync(town, town.Owner), await VisitAsync(town, town.Owner, View.Phone));
        foreach (var visitor in (Visitor[])[desk, phone])
        {
            await new WorkspacePage(visitor).OpenAsync(town.Path("browse"));
            var menu = visitor.Page.Locator(visitor == phone ? ".bottombar .you" : ".rail .me");
            await menu.Locator("summary").ClickAsync();
            await Assertions.Expect(menu.Locator("[data-own-presence]")).ToHaveTextAsync("Online");
            Assert.Equal(
                ["Set a status", "Set yourself as away", "30 min", "1 hour", "Until tomorrow", "Organization", "Profile", "Preferences", "Devices and password", "Access tokens", "Keyboard shortcuts", "Sign out"],
                (await menu.GetByRole(AriaRole.Menuitem).AllInnerTextsAsync()).Select(t => t.Trim().Split('\n')[^1]));

            await menu.GetByRole(AriaRole.Menuitem, new() { Name = "Keyboard shortcuts" }).ClickAsync();
            await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard shortcuts" })).ToBeVisibleAsync();
            await visitor.Page.Keyboard.PressAsync("Escape");
            await menu.Locator("summary").ClickAsync();
            await menu.GetByRole(AriaRole.Menuitem, new() { Name = "Devices and password" }).ClickAsync();
            await Assertions.Expect(visitor.Page).ToHaveURLAsync(new Regex("/preferences/sessions$"));
        }
    }

    [Fact]
    public async Task Settings_open_over_the_place_act_at_once_and_closing_returns()
    {
        var town = await towns.TownAsync();
        var channel = await town.Owner.Api.CreateChannelAsync(town.Workspace, "belfry");
        await town.Owner.Api.PostAsync(channel, "What time is it?");
        var visitor = await VisitAsync(town, town.Owner);
        var sees = new WorkspacePage(visitor);
        await sees.OpenAsync(town.Path($"c/{channel}"));
        await sees.IsInAsync("#belfry");
        var (text, time) = (sees.Feed("#belfry").Row("What time").Locator(".body"), sees.Feed("#belfry").Row("What time").Locator("time"));
        await Assertions.Expect(time).ToHaveTextAsync(new Regex("^\\d\\d:\\d\\d$"));

        await visitor.Page.Keyboard.PressAsync("Control+,");
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(new Regex("/preferences/appearance$"));
        await sees.Dialog.GetByLabel("12 hours").CheckAsync();
        await Assertions.Expect(time).ToHaveTextAsync(new Regex("^\\d{1,2}:\\d\\d [AaPp][Mm]$"));
        await sees.Dialog.GetByRole(AriaRole.Slider, new() { Name = "Text size" }).FillAsync("20");
        await Assertions.Expect(text).ToHaveCSSAsync("font-size", "20px");
        await sees.Dialog.GetByLabel("Compact").CheckAsync();
        await Assertions.Expect(sees.Sidebar.Place("belfry")).ToHaveCSSAsync("height", "28px");
        await sees.Dialog.GetByLabel("High contrast, dark").CheckAsync();
        await Assertions.Expect(visitor.Page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(0, 0, 0)");

        await sees.Dialog.GetByLabel("Close").ClickAsync();
        await sees.AddressIsAsync(new Regex($"/c/{channel}$"));
        await sees.Feed("#belfry").ShowsAsync("What time is it?");
        await visitor.Page.GotoAsync("/preferences/appearance");
        await Assertions.Expect(sees.Dialog.GetByLabel("High contrast, dark")).ToBeCheckedAsync();
        await Assertions.Expect(sees.Main("#belfry")).ToBeAttachedAsync();
        await Assertions.Expect(text).ToHaveCSSAsync("font-size", new Regex("^18.6"));
    }

    [Fact]
    public async Task Columns_move_by_mouse_and_keys_and_keep_their_widths()
    {
        var town = await towns.TownAsync();
        var visitor = await VisitAsync(town, town.Owner);
        var sees = new WorkspacePage(visitor);
        await sees.OpenAsync(town.Path($"c/{await town.Owner.Api.FindChannelAsync(town.Workspace, "general")}/members"));
        await Assertions.Expect(sees.Pane("Members")).ToBeVisibleAsync();
        Assert.Equal("68 260 712 400", await WidthsAsync(visitor.Page));

        var side = visitor.Page.GetByRole(AriaRole.Separator, new() { Name = "Width of the sidebar" });
        var box = await side.BoundingBoxAsync() ?? throw new InvalidOperationException("The splitter is not drawn.");
        await visitor.Page.Mouse.MoveAsync(box.X + (box.Width / 2), 400);
        await visitor.Page.Mouse.DownAsync();
        await visitor.Page.Mouse.MoveAsync(box.X + (box.Width / 2) + 70, 400, new() { Steps = 4 });
        await visitor.Page.Mouse.UpAsync();
        Assert.Equal("68 330 642 400", await WidthsAsync(visitor.Page));

        await visitor.Page.GetByRole(AriaRole.Separator, new() { Name = "Width of the pane" }).FocusAsync();
        await visitor.Page.Keyboard.PressAsync("ArrowLeft");
        Assert.Equal("68 330 626 416", await WidthsAsync(visitor.Page));
        await visitor.Page.Keyboard.PressAsync("Home");
        Assert.Equal("68 330 722 320", await WidthsAsync(visitor.Page));

        await visitor.Page.ReloadAsync();
        await Assertions.Expect(sees.Pane("Members")).ToBeVisibleAsync();
        Assert.Equal("68 330 722 320", await WidthsAsync(visitor.Page));
    }

    [Fact]
    public async Task On_a_narrow_page_the_pane_lies_over_the_feed_and_the_sidebar_hides_and_slides()
    {
        var town = await towns.TownAsync();
        var channel = await town.Owner.Api.CreateChannelAsync(town.Workspace, "narrows");
        await town.Owner.Api.PostManyAsync(channel, 40, i => $"Line {i}");
        var visitor = await VisitAsync(town, town.Owner, Tablet);
        var sees = new WorkspacePage(visitor);
        await sees.OpenAsync(town.Path($"c/{channel}/members"));
        await sees.IsInAsync("#narrows");
        await Assertions.Expect(sees.Pane("Members")).ToBeVisibleAsync();
        Assert.Equal("56 232 736 400", await WidthsAsync(visitor.Page));

        var scroller = sees.Main("#narrows").Locator(".scroller");
        await visitor.Page.Mouse.MoveAsync(400, 400);
        await visitor.Page.Mouse.WheelAsync(0, 120);
        await visitor.Page.Mouse.WheelAsync(0, -300);
        await Assertions.Expect(scroller).Not.ToHaveJSPropertyAsync("scrollTop", await scroller.EvaluateAsync<double>("s => s.scrollHeight - s.clientHeight"));

        await visitor.Page.Keyboard.PressAsync("Control+Shift+d");
        await Assertions.Expect(sees.Sidebar.Root).ToBeHiddenAsync();
        Assert.Equal("56 0 968 400", await WidthsAsync(visitor.Page));
        await visitor.Page.ReloadAsync();
        await sees.IsInAsync("#narrows");
        await Assertions.Expect(sees.Sidebar.Root).ToBeHiddenAsync();

        await visitor.Page.Keyboard.PressAsync("Control+Shift+d");
        await Assertions.Expect(sees.Sidebar.Root).ToBeVisibleAsync();
        await Assertions.Expect(sees.Main("#narrows")).ToHaveJSPropertyAsync("offsetWidth", 968);
        await sees.Sidebar.Place("general").ClickAsync();
        await sees.IsInAsync("#general");
        await Assertions.Expect(sees.Sidebar.Root).ToBeHiddenAsync();

        await sees.TopBar.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("Show or hide the sidebar") }).ClickAsync();
        await sees.Sidebar.Root.GetByRole(AriaRole.Button, new() { Name = "Keep the sidebar open" }).ClickAsync();
        await Assertions.Expect(sees.Main("#general")).ToHaveJSPropertyAsync("offsetWidth", 736);
    }

    [Fact]
    public async Task Title_icon_and_tiles_sum_the_rows_and_clear_when_another_device_reads()
    {
        var town = Own(await Town.FoundAsync(await Site.OnSqliteAsync()));
        var (ada, jon) = (town.Owner, await town.SettleAsync("Jon Postel"));
        var docks = await ada.Api.CreateWorkspaceAsync("Docks", "docks");
        var kay = await town.SettleInAsync(docks, "Kay McNulty");
        var (here, there) = (await ada.Api.CreateChannelAsync(town.Workspace, "beacon"), await ada.Api.CreateChannelAsync(docks, "crane"));
        await jon.Api.JoinAsync(here);
        await kay.Api.JoinAsync(there);
        var chat = await jon.Api.OpenChatAsync(ada.Id);
        var device = await VisitAsync(town, ada);
        var sees = new WorkspacePage(device);
        await sees.OpenAsync(town.Path("browse"));
        await Assertions.Expect(sees.Sidebar.Place("beacon")).ToHaveCountAsync(1);
        await RollUpIsAsync(device.Page, "", "", "");

        await kay.Api.PostAsync(there, "A ship");
        await RollUpIsAsync(device.Page, "•", "", "•");
        await jon.Api.PostAsync(here, "@ada.lovelace look");
        await RollUpIsAsync(device.Page, "1", "1", "•");
        await jon.Api.PostAsync(chat, "Are you there?");
        await RollUpIsAsync(device.Page, "2", "2", "1");
        await Assertions.Expect(device.Page).ToHaveTitleAsync("(2) Browse channels · Harbour");

        var other = new WorkspacePage(await VisitAsync(town, ada));
        await other.OpenAsync(town.Path($"d/{chat}"));
        await RollUpIsAsync(device.Page, "1", "1", "•");
        await other.GoToAsync("#beacon");
        await RollUpIsAsync(device.Page, "•", "", "•");
        await Assertions.Expect(device.Page).ToHaveTitleAsync("• Browse channels · Harbour");

        await sees.Workspaces.GetByRole(AriaRole.Link, new() { Name = "Docks" }).ClickAsync();
        await Assertions.Expect(device.Page).ToHaveURLAsync(new Regex("/w/docks"));
        await sees.GoToAsync("#crane");
        await RollUpIsAsync(device.Page, "", "", "");
        await Assertions.Expect(device.Page).ToHaveTitleAsync("#crane · Docks");
    }

    [Fact]
    public async Task Regions_are_gone_through_in_order_and_skip_links_come_first()
    {
        var town = await towns.TownAsync();
        var channel = await town.Owner.Api.CreateChannelAsync(town.Workspace, "ring");
        var seq = await town.Owner.Api.PostAsync(channel, "Who answers?");
        await town.Owner.Api.ReplyAsync(channel, seq, "I do");
        var visitor = await VisitAsync(town, town.Owner);
        var (sees, keys) = (new WorkspacePage(visitor), visitor.Page.Keyboard);
        await sees.OpenAsync(town.Path($"c/{channel}/t/{seq}"));
        await sees.IsInAsync("#ring");
        await sees.Thread.ShowsAsync("I do");
        await sees.Thread.Composer.IsReadyAsync();

        await sees.Feed("#ring").Row("Who answers?").FocusAsync();
        foreach (var region in (string[])[".main .composer", ".pane .rows", ".pane .composer", ".rail", ".places", ".place-head", ".topbar", ".main .rows"])
        {
            await keys.PressAsync("Control+F6");
            await Assertions.Expect(visitor.Page.Locator($"{region}:focus-within, {region}:focus")).ToHaveCountAsync(1);
        }

        await keys.PressAsync("Control+Shift+F6");
        await Assertions.Expect(sees.Search.GetByRole(AriaRole.Link)).ToBeFocusedAsync();
        await sees.OpenAsync(town.Path("browse"));
        foreach (var link in (string[])["To messages", "To composer", "To places"])
        {
            await keys.PressAsync("Tab");
            await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = link })).ToBeFocusedAsync();
        }

        await keys.PressAsync("Enter");
        await Assertions.Expect(sees.Sidebar.Root.Locator(":focus")).ToHaveCountAsync(1);
    }

    private static async Task RollUpIsAsync(IPage page, string whole, string harbour, string docks)
    {
        await Assertions.Expect(page.Locator(".shell")).ToHaveAttributeAsync("data-rollup", whole);
        await Assertions.Expect(page.Locator(".tile[title='Harbour']")).ToHaveAttributeAsync("data-badge", harbour);
        await Assertions.Expect(page.Locator(".tile[title='Docks']")).ToHaveAttributeAsync("data-badge", docks);
        await Assertions.Expect(page.Locator("link[rel='icon']")).ToHaveAttributeAsync("href", new Regex(whole.Length > 0 ? "^data:image/png" : "favicon.*svg"));
    }

    private static Task<string> WidthsAsync(IPage page) =>
        page.EvaluateAsync<string>("['.rail', '.sidebar', '.main', '.pane'].map(part => Math.round(document.querySelector(part)?.getBoundingClientRect().width ?? 0)).join(' ')");
}
