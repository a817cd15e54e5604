using System.Text.RegularExpressions;
using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Collab.Support;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>Without a pointer.</summary>
public sealed class KeyboardJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    [Fact]
    public async Task One_finds_a_channel_writes_reacts_and_replies_by_keys_alone()
    {
        var town = await towns.TownAsync();
        var channel = await town.Owner.Api.CreateChannelAsync(town.Workspace, "lighthouse");
        await town.Owner.Api.PostAsync(channel, "The lamp is lit");
        var visitor = await VisitAsync(town, town.Owner);
        var (sees, keys) = (new WorkspacePage(visitor), visitor.Page.Keyboard);
        await sees.OpenAsync(town.Path("browse"));

        await keys.PressAsync("Control+k");
        await Assertions.Expect(sees.Dialog.GetByRole(AriaRole.Combobox)).ToBeFocusedAsync();
        await keys.TypeAsync("lighth");
        await Assertions.Expect(sees.Dialog.GetByRole(AriaRole.Option).First).ToContainTextAsync("lighthouse");
        await keys.PressAsync("Enter");
        await sees.IsInAsync("#lighthouse");
        await Assertions.Expect(sees.Dialog).ToHaveCountAsync(0);
        var (composer, feed) = (sees.Composer("#lighthouse"), sees.Feed("#lighthouse"));
        await composer.IsReadyAsync();
        await Assertions.Expect(composer.Text).ToBeFocusedAsync();
        await keys.TypeAsync("I see it from here");
        await keys.PressAsync("Enter");
        await feed.ShowsAsync("I see it from here");

        await keys.PressAsync("Control+Shift+F6");
        await Assertions.Expect(visitor.Page.Locator(".rows :focus, .rows:focus")).ToHaveCountAsync(1);
        await keys.PressAsync("End");
        await keys.PressAsync("ArrowUp");
        await keys.PressAsync("ArrowDown");
        await Assertions.Expect(feed.Row("I see it from here")).ToBeFocusedAsync();
        await keys.PressAsync("1");
        await Assertions.Expect(feed.Reaction("I see it from here", "👍", town.Owner.Name)).ToHaveAttributeAsync("aria-pressed", "true");
        await keys.PressAsync("ArrowUp");
        await Assertions.Expect(feed.Row("The lamp is lit")).ToBeFocusedAsync();
        await keys.PressAsync("t");
        await sees.Thread.ShowsAsync("The lamp is lit");
        await sees.Thread.Composer.IsReadyAsync();
        await Assertions.Expect(sees.Thread.Composer.Text).ToBeFocusedAsync();
        await keys.TypeAsync("All night");
        await keys.PressAsync("Enter");
        await sees.Thread.ShowsAsync("All night");
        await keys.PressAsync("Escape");
        await Assertions.Expect(sees.Thread.Rows.Filter(new() { HasText = "All night" })).ToBeFocusedAsync();
        await keys.PressAsync("Escape");
        await Assertions.Expect(sees.Thread.Root).ToHaveCountAsync(0);
        await Assertions.Expect(feed.Row("The lamp is lit")).ToBeFocusedAsync();
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(new Regex($"/c/{channel}$"));
    }

    [Fact]
    public async Task Esc_goes_one_step_at_a_time_and_focus_returns()
    {
        var town = await towns.TownAsync();
        var channel = await town.Owner.Api.CreateChannelAsync(town.Workspace, "foghorn");
        var seq = await town.Owner.Api.PostAsync(channel, "Who hears it?");
        await town.Owner.Api.ReplyAsync(channel, seq, "I do");
        var visitor = await VisitAsync(town, town.Owner);
        var (sees, keys) = (new WorkspacePage(visitor), visitor.Page.Keyboard);
        await sees.OpenAsync(town.Path($"c/{channel}/t/{seq}"));
        await sees.IsInAsync("#foghorn");
        await sees.Thread.ShowsAsync("I do");
        await sees.Thread.Composer.IsReadyAsync();
        await sees.Thread.Composer.Text.FocusAsync();

        await keys.TypeAsync("@ad");
        await Assertions.Expect(sees.Thread.Composer.Suggestions.First).ToBeVisibleAsync();
        await keys.PressAsync("Escape");
        await Assertions.Expect(sees.Thread.Composer.Suggestions).ToHaveCountAsync(0);
        await Assertions.Expect(sees.Thread.Composer.Text).ToHaveValueAsync("@ad");
        await keys.PressAsync("Control+k");
        await Assertions.Expect(sees.Dialog).ToBeVisibleAsync();
        await keys.PressAsync("Escape");
        await Assertions.Expect(sees.Dialog).ToHaveCountAsync(0);
        await Assertions.Expect(sees.Thread.Root).ToBeVisibleAsync();
        await Assertions.Expect(sees.Thread.Composer.Text).ToBeFocusedAsync();
        await keys.PressAsync("Escape");
        await Assertions.Expect(sees.Thread.Rows.Filter(new() { HasText = "I do" })).ToBeFocusedAsync();
        await Assertions.Expect(sees.Thread.Root).ToBeVisibleAsync();
        await keys.PressAsync("Escape");
        await Assertions.Expect(sees.Thread.Root).ToHaveCountAsync(0);

        await sees.Composer("#foghorn").Text.FocusAsync();
        await keys.PressAsync("ArrowUp");
        await Assertions.Expect(sees.Feed("#foghorn").Editor).ToBeFocusedAsync();
        await sees.Feed("#foghorn").Editor.FillAsync("Changed my mind");
        await keys.PressAsync("Escape");
        await sees.Feed("#foghorn").ShowsAsync("Who hears it?");
        await sees.Feed("#foghorn").ShowsNothingOfAsync("Changed my mind");
    }

    [Fact]
    public async Task Single_keys_act_on_the_message_and_other_letters_are_typed()
    {
        var town = await towns.TownAsync();
        var channel = await town.Owner.Api.CreateChannelAsync(town.Workspace, "semaphore");
        await town.Owner.Api.PostManyAsync(channel, 40, i => $"Signal {i}");
        await town.Owner.Api.PostAsync(channel, "See [the chart](https://example.test/chart)");
        var visitor = await VisitAsync(town, town.Owner);
        var (sees, keys) = (new WorkspacePage(visitor), visitor.Page.Keyboard);
        await sees.GrantClipboardAsync();
        await sees.OpenAsync(town.Path($"c/{channel}"));
        await sees.IsInAsync("#semaphore");
        var (feed, composer) = (sees.Feed("#semaphore"), sees.Composer("#semaphore"));
        await composer.IsReadyAsync();
        await composer.Text.FocusAsync();

        await keys.PressAsync("Escape");
        await Assertions.Expect(feed.Row("the chart")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Assertions.Expect(feed.Row("the chart").GetByRole(AriaRole.Link)).ToBeFocusedAsync();
        await keys.PressAsync("Escape");
        await Assertions.Expect(feed.Row("the chart")).ToBeFocusedAsync();

        await keys.PressAsync("PageUp");
        await Assertions.Expect(feed.Row("the chart")).Not.ToBeFocusedAsync();
        await keys.PressAsync("End");
        await Assertions.Expect(feed.Row("the chart")).ToBeFocusedAsync();
        await keys.PressAsync("c");
        await Eventually.TrueAsync(async () => await sees.ClipboardAsync() == "See [the chart](https://example.test/chart)", "the text is in the clipboard");
        await keys.PressAsync("l");
        await Eventually.TrueAsync(async () => (await sees.ClipboardAsync()).EndsWith($"/c/{channel}/m/41", StringComparison.Ordinal), "the link is in the clipboard");

        await keys.PressAsync("Shift+F10");
        await Assertions.Expect(feed.MenuItem("React with 👍")).ToBeFocusedAsync();
        await Assertions.Expect(feed.MenuItem("Edit history")).ToBeHiddenAsync();
        await keys.PressAsync("ArrowUp");
        await Assertions.Expect(feed.MenuItem("Recall for everyone")).ToBeFocusedAsync();
        await keys.PressAsync("Escape");
        await Assertions.Expect(feed.Menu).ToBeHiddenAsync();
        await Assertions.Expect(feed.Row("the chart")).ToBeFocusedAsync();

        await keys.PressAsync("w");
        await Assertions.Expect(composer.Text).ToBeFocusedAsync();
        await Assertions.Expect(composer.Text).ToHaveValueAsync("w");
        await composer.Text.FillAsync("");
        await keys.PressAsync("Shift+ArrowUp");
        await sees.Thread.ShowsAsync("the chart");
    }

    [Fact]
    public async Task The_list_of_keys_can_be_searched()
    {
        var town = await towns.TownAsync();
        var visitor = await VisitAsync(town, town.Owner);
        var (sees, keys) = (new WorkspacePage(visitor), visitor.Page.Keyboard);
        await sees.OpenAsync(town.Path("browse"));
        await keys.PressAsync("Control+/");
        await Assertions.Expect(sees.Dialog.GetByLabel("Find a key")).ToBeFocusedAsync();

        await keys.TypeAsync("strike");

        await Assertions.Expect(sees.Dialog.Locator("dd")).ToHaveTextAsync(["Strikethrough"]);
        await Assertions.Expect(sees.Dialog.Locator("kbd")).ToHaveTextAsync(["Ctrl", "Shift", "X"]);
    }
}
