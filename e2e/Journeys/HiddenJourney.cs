using System.Globalization;
using System.Text.RegularExpressions;
using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Collab.Support;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>A person deletes messages for herself: they are gone on all her devices, and nobody else notices.</summary>
public sealed class HiddenJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    [Fact]
    public async Task What_is_deleted_for_oneself_is_gone_on_all_ones_devices_and_can_be_undone()
    {
        var town = await towns.TownAsync();
        var (olga, tim) = (await town.SettleAsync("Olga Owner"), await town.SettleAsync("Tim Tidy"));
        var pier = await olga.Api.CreateChannelAsync(town.Workspace, "tidy-pier");
        await tim.Api.JoinAsync(pier);
        await olga.Api.PostAsync(pier, "The first word");
        var noise = await olga.Api.PostAsync(pier, "@tim.tidy A kerfufflish remark");
        await olga.Api.PostAsync(pier, "The last word");
        await Eventually.TrueAsync(async () => await tim.Api.CountFoundAsync("kerfufflish") == 1, "it is found", TimeSpan.FromSeconds(15));
        var (laptop, phone, badge, found, other) = (
            await VisitAsync(town, tim), await VisitAsync(town, tim), await VisitAsync(town, tim), await VisitAsync(town, tim), await VisitAsync(town, olga));
        var home = new WorkspacePage(badge);
        await home.OpenAsync(town.Path("people"));
        var place = home.Sidebar.Root.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("tidy-pier") });
        await Assertions.Expect(place).ToHaveAttributeAsync("data-mentions", "1");

        // Unread it counts no more, before anybody has looked.
        await tim.Api.HideAsync(pier, noise);
        await Assertions.Expect(place).Not.ToHaveAttributeAsync("data-mentions", "1");
        await tim.Api.HideAsync(pier, noise, isHidden: false);
        await Assertions.Expect(place).ToHaveAttributeAsync("data-mentions", "1");
        await new WorkspacePage(found).OpenAsync(town.Path("search"));
        await new SearchPage(found.Page).FindsAsync("kerfufflish", "remark");
        var (tidies, looks, writes) = (new WorkspacePage(laptop), new WorkspacePage(phone), new WorkspacePage(other));
        foreach (var page in new[] { tidies, looks, writes })
        {
            await page.OpenAsync(town.Path($"c/{pier}"));
            await page.IsInAsync("#tidy-pier");
            await page.Feed("#tidy-pier").ShowsAsync("kerfufflish");
        }

        // By the key, at once; the focus goes on to the next row.
        await tidies.Feed("#tidy-pier").RowAt(noise).FocusAsync();
        await laptop.Page.Keyboard.PressAsync("Delete");
        await tidies.Feed("#tidy-pier").ShowsNothingOfAsync("kerfufflish");
        await Assertions.Expect(tidies.Feed("#tidy-pier").Row("The last word")).ToBeFocusedAsync();
        await Assertions.Expect(tidies.Toasts).ToContainTextAsync("Removed from your view");
        await looks.Feed("#tidy-pier").ShowsNothingOfAsync("kerfufflish");
        await Assertions.Expect(found.Page.Locator(".found")).ToHaveCountAsync(0);
        Assert.Equal(0, await tim.Api.CountFoundAsync("kerfufflish"));
        Assert.Equal(404, (await tim.Api.AskAsync($"streams/{pier}/messages/{noise.ToString(CultureInfo.InvariantCulture)}")).Status);
        await writes.Feed("#tidy-pier").ShowsAsync("kerfufflish");
        Assert.Equal(1, await olga.Api.CountFoundAsync("kerfufflish"));

        // What happens to it meanwhile does not bring it back, and what comes next comes.
        await writes.Feed("#tidy-pier").ActAsync("kerfufflish", "React with 👍");
        await writes.Composer("#tidy-pier").SayAsync("And one more");
        await tidies.Feed("#tidy-pier").ShowsAsync("And one more");
        await looks.Feed("#tidy-pier").ShowsAsync("And one more");
        await tidies.Feed("#tidy-pier").ShowsNothingOfAsync("kerfufflish");

        await laptop.Page.Locator("[data-toast] [data-undo]").ClickAsync();
        await tidies.Feed("#tidy-pier").ShowsAsync("kerfufflish");
        await looks.Feed("#tidy-pier").ShowsAsync("kerfufflish");
        await Assertions.Expect(tidies.Feed("#tidy-pier").Reaction("kerfufflish", "👍", "Olga Owner")).ToBeVisibleAsync();
        Assert.Equal(["The first word", "@tim.tidy A kerfufflish remark", "The last word", "And one more"], (await tidies.Feed("#tidy-pier").TextsAsync()).Select(t => t.Replace("@Tim Tidy", "@tim.tidy", StringComparison.Ordinal)));

        // Its thread goes on without it.
        await tidies.Feed("#tidy-pier").ActAsync("kerfufflish", "Reply in thread");
        await tidies.Thread.Composer.SayAsync("Is that so?");
        await tidies.Feed("#tidy-pier").ActAsync("kerfufflish", "Delete for me");
        await Assertions.Expect(laptop.Page.Locator(".pane article[data-root]")).ToContainTextAsync("You deleted this message for yourself");
        await Assertions.Expect(tidies.Thread.Rows.Filter(new() { HasText = "Is that so?" })).ToHaveCountAsync(1);
        await laptop.Page.Locator(".pane").GetByRole(AriaRole.Button, new() { Name = "Bring back" }).ClickAsync();
        await Assertions.Expect(laptop.Page.Locator(".pane article[data-root]")).ToContainTextAsync("kerfufflish");
        await tidies.Feed("#tidy-pier").ShowsAsync("kerfufflish");
    }

    [Fact]
    public async Task Several_go_at_once_a_whole_history_can_be_cleared_and_all_of_it_comes_back_from_the_preferences()
    {
        var town = await towns.TownAsync();
        var (olga, pat) = (await town.SettleAsync("Olga Second"), await town.SettleAsync("Pat Picker"));
        var slip = await olga.Api.CreateChannelAsync(town.Workspace, "pick-slip");
        await pat.Api.JoinAsync(slip);
        for (var i = 1; i <= 5; i++)
            await olga.Api.PostAsync(slip, $"Pebble {i}");
        var pats = await VisitAsync(town, pat);
        var page = new WorkspacePage(pats);
        await page.GrantClipboardAsync();
        await page.OpenAsync(town.Path($"c/{slip}"));
        await page.IsInAsync("#pick-slip");
        var feed = page.Feed("#pick-slip");
        var bar = pats.Page.GetByRole(AriaRole.Toolbar, new() { Name = "Actions on selected messages" });

        await feed.Row("Pebble 2").ClickAsync(new() { Modifiers = [KeyboardModifier.Control], Position = new() { X = 300, Y = 6 } });
        await Assertions.Expect(bar).ToContainTextAsync("1 selected");
        await feed.Row("Pebble 3").ClickAsync(new() { Position = new() { X = 300, Y = 6 } });
        await feed.Row("Pebble 4").FocusAsync();
        await pats.Page.Keyboard.PressAsync("x");
        await Assertions.Expect(bar).ToContainTextAsync("3 selected");
        await pats.Page.Keyboard.PressAsync("x");
        await Assertions.Expect(bar).ToContainTextAsync("2 selected");
        await pats.Page.ShouldBeAccessibleAsync();
        await bar.GetByRole(AriaRole.Button, new() { Name = "Copy text" }).ClickAsync();
        await Assertions.Expect(bar).ToBeHiddenAsync();
        await Eventually.TrueAsync(async () => Regex.IsMatch(await page.ClipboardAsync(), "^Olga Second, .*\\nPebble 2\\n\\nOlga Second, .*\\nPebble 3$"), "both are copied");

        foreach (var pebble in new[] { "Pebble 2", "Pebble 4" })
            await feed.Row(pebble).ClickAsync(new() { Modifiers = [KeyboardModifier.Control], Position = new() { X = 300, Y = 6 } });
        await pats.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(bar).ToBeHiddenAsync();
        foreach (var pebble in new[] { "Pebble 2", "Pebble 4" })
            await feed.Row(pebble).ClickAsync(new() { Modifiers = [KeyboardModifier.Control], Position = new() { X = 300, Y = 6 } });
        await bar.GetByRole(AriaRole.Button, new() { Name = "Delete for me" }).ClickAsync();
        await Assertions.Expect(page.Toasts).ToContainTextAsync("2 messages removed from your view");
        await Assertions.Expect(feed.Row("Pebble")).ToHaveCountAsync(3);

        // The whole history, after having been asked.
        await page.Main("#pick-slip").Locator("details.more summary").ClickAsync();
        await page.MenuItem("Clear history for me…").ClickAsync();
        var dialog = pats.Page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToContainTextAsync("Nobody else is affected");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Clear for me" }).ClickAsync();
        await Assertions.Expect(page.Toasts.Filter(new() { HasText = "History cleared for you" })).ToHaveCountAsync(1);
        await Assertions.Expect(feed.Row("Pebble")).ToHaveCountAsync(0);
        await olga.Api.PostAsync(slip, "A new tide");
        await feed.ShowsAsync("A new tide");
        await pats.Page.ReloadAsync();
        await page.IsInAsync("#pick-slip");
        await feed.ShowsAsync("A new tide");
        await Assertions.Expect(feed.Row("Pebble")).ToHaveCountAsync(0);

        // Everything comes back from the preferences.
        await pats.Page.GotoAsync("/preferences/privacy");
        var list = pats.Page.GetByRole(AriaRole.List, new() { Name = "Deleted for me" });
        await Assertions.Expect(list.Locator("[data-cleared-place]")).ToContainTextAsync("pick-slip");
        await list.Locator("[data-cleared-place]").GetByRole(AriaRole.Button, new() { Name = "Bring back" }).ClickAsync();
        await Assertions.Expect(list.Locator("[data-cleared-place]")).ToHaveCountAsync(0);
        await Assertions.Expect(list.Locator("[data-hidden-seq]")).ToHaveCountAsync(2);
        await Assertions.Expect(list).ToContainTextAsync("Pebble 4");
        await pats.Page.ShouldBeAccessibleAsync();
        await list.Locator("[data-hidden-seq]").Filter(new() { HasText = "Pebble 4" }).GetByRole(AriaRole.Button, new() { Name = "Bring back" }).ClickAsync();
        await Assertions.Expect(list.Locator("[data-hidden-seq]")).ToHaveCountAsync(1);
        await page.OpenAsync(town.Path($"c/{slip}"));
        await page.IsInAsync("#pick-slip");
        await feed.ShowsAsync("Pebble 4");
        await Assertions.Expect(feed.Row("Pebble")).ToHaveCountAsync(4);
    }
}
