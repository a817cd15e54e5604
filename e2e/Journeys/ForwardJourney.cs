using System.Text.RegularExpressions;
using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Collab.Support;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>Messages are passed on and quoted: everybody sees of them what she may see where they are.</summary>
public sealed class ForwardJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    [Fact]
    public async Task A_message_of_a_private_channel_is_forwarded_and_shown_only_to_those_who_may_read_it_there()
    {
        var town = await towns.TownAsync();
        var (fay, max, una) = (await town.SettleAsync("Fay Forward"), await town.SettleAsync("Max Member"), await town.SettleAsync("Una Outside"));
        var room = await fay.Api.CreateChannelAsync(town.Workspace, "plan-room", "private");
        var square = await fay.Api.CreateChannelAsync(town.Workspace, "plan-square");
        await fay.Api.AddAsync(room, max.Id);
        await max.Api.JoinAsync(square);
        await una.Api.JoinAsync(square);
        var source = await fay.Api.PostAsync(room, "The **zephyrine** plan");
        var (fays, maxs, unas) = (await VisitAsync(town, fay), await VisitAsync(town, max), await VisitAsync(town, una));
        var (sends, reads, looks) = (new WorkspacePage(fays), new WorkspacePage(maxs), new WorkspacePage(unas));
        foreach (var page in new[] { reads, looks })
        {
            await page.OpenAsync(town.Path($"c/{square}"));
            await page.IsInAsync("#plan-square");
        }

        await sends.OpenAsync(town.Path($"c/{room}"));
        await sends.IsInAsync("#plan-room");
        await sends.Feed("#plan-room").ShowsAsync("zephyrine");

        // By the key; the place is found by what is typed, and the dialog says who will see nothing.
        await sends.Feed("#plan-room").RowAt(source).FocusAsync();
        await fays.Page.Keyboard.PressAsync("f");
        var dialog = fays.Page.GetByRole(AriaRole.Dialog, new() { Name = "Forward this message" });
        await Assertions.Expect(dialog.Locator(".ref-card")).ToContainTextAsync("The zephyrine plan");
        await dialog.GetByRole(AriaRole.Combobox).PressSequentiallyAsync("plan-sq");
        await fays.Page.ShouldBeAccessibleAsync();
        await dialog.GetByRole(AriaRole.Option).First.ClickAsync();
        await Assertions.Expect(dialog.Locator(".forward-to")).ToContainTextAsync("#plan-square");
        await Assertions.Expect(dialog.GetByRole(AriaRole.Status)).ToContainTextAsync("People in #plan-square could not see the original place");
        await dialog.GetByRole(AriaRole.Textbox).FillAsync("Have a look");
        await fays.Page.ShouldBeAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Forward", Exact = true }).ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        await Assertions.Expect(sends.Toasts).ToContainTextAsync("Forwarded to #plan-square");
        await sends.Toasts.GetByRole(AriaRole.Link, new() { Name = "Open" }).ClickAsync();
        await sends.IsInAsync("#plan-square");

        var seen = CardIn(reads, "Have a look");
        await Assertions.Expect(CardIn(sends, "Have a look")).ToContainTextAsync("The zephyrine plan");
        await Assertions.Expect(seen).ToContainTextAsync("The zephyrine plan");
        await Assertions.Expect(seen).ToContainTextAsync("#plan-room");
        await Assertions.Expect(seen).ToContainTextAsync("Fay Forward");
        var unseen = CardIn(looks, "Have a look");
        await Assertions.Expect(unseen).ToHaveTextAsync("A message from a place you cannot see");
        await KnowsNothingAsync(unas);
        await maxs.Page.ShouldBeAccessibleAsync();

        // It follows its source: an edit is seen where it is forwarded, and the card leads there.
        await fay.Api.EditAsync(room, source, "The zephyrine plan, mended");
        await Assertions.Expect(seen).ToContainTextAsync("mended");
        await seen.ClickAsync();
        await reads.IsInAsync("#plan-room");
        await Assertions.Expect(maxs.Page).ToHaveURLAsync(new Regex($"/c/{room}/m/{source}$"));

        // Quoted by the key, taken out, and quoted again.
        var composer = reads.Composer("#plan-room");
        await reads.Feed("#plan-room").RowAt(source).FocusAsync();
        await maxs.Page.Keyboard.PressAsync("q");
        var drafted = composer.Root.Locator("[data-quotes] .quote-card");
        await Assertions.Expect(drafted).ToContainTextAsync("Fay Forward The zephyrine plan, mended");
        await Assertions.Expect(composer.Send).ToBeDisabledAsync();
        await composer.SayAsync("I agree");
        await Assertions.Expect(drafted).ToHaveCountAsync(0);
        await Assertions.Expect(CardIn(reads, "I agree", "#plan-room")).ToContainTextAsync("The zephyrine plan, mended");
        await reads.Feed("#plan-room").ActAsync("I agree", "Quote");
        await composer.Root.GetByRole(AriaRole.Button, new() { Name = "Take the quote out" }).ClickAsync();
        await Assertions.Expect(drafted).ToHaveCountAsync(0);

        // A draft keeps what it quotes by name alone, also when the page is loaded again.
        await reads.Feed("#plan-room").RowAt(source).FocusAsync();
        await maxs.Page.Keyboard.PressAsync("q");
        await composer.TypeAsync("And another thing");
        Assert.DoesNotContain("zephyrine", await maxs.Page.EvaluateAsync<string>("JSON.stringify(localStorage)"), StringComparison.Ordinal);
        await maxs.Page.ReloadAsync();
        await reads.IsInAsync("#plan-room");
        await Assertions.Expect(drafted).ToContainTextAsync("The zephyrine plan, mended");
        await Assertions.Expect(composer.Send).ToBeEnabledAsync();

        // The source is recalled: every page changes that showed it, the draft as well.
        await sends.OpenAsync(town.Path($"c/{square}"));
        await sends.IsInAsync("#plan-square");
        await Assertions.Expect(CardIn(sends, "Have a look")).ToContainTextAsync("mended");
        var maxAgain = await VisitAsync(town, max);
        var readsAgain = new WorkspacePage(maxAgain);
        await readsAgain.OpenAsync(town.Path($"c/{square}"));
        await readsAgain.IsInAsync("#plan-square");
        await Assertions.Expect(CardIn(readsAgain, "Have a look")).ToContainTextAsync("mended");
        await fay.Api.RecallAsync(room, source);
        foreach (var page in new[] { sends, readsAgain })
            await Assertions.Expect(CardIn(page, "Have a look")).ToHaveTextAsync("This message was recalled");
        await Assertions.Expect(CardIn(reads, "I agree", "#plan-room")).ToHaveTextAsync("This message was recalled");
        await Assertions.Expect(drafted).ToContainTextAsync("This message was recalled");
        await Assertions.Expect(composer.Send).ToBeDisabledAsync();
        await composer.Root.GetByRole(AriaRole.Button, new() { Name = "Take the quote out" }).ClickAsync();
        await Assertions.Expect(composer.Send).ToBeEnabledAsync();
        await Assertions.Expect(unseen).ToHaveTextAsync("A message from a place you cannot see");
        foreach (var page in new[] { fays, maxs, maxAgain, unas })
            Assert.DoesNotContain("zephyrine", await page.Page.EvaluateAsync<string>("document.documentElement.outerHTML"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_loses_the_source_loses_it_where_it_is_forwarded_and_several_go_in_their_order()
    {
        var town = await towns.TownAsync();
        var (gus, liz) = (await town.SettleAsync("Gus Giver"), await town.SettleAsync("Liz Loser"));
        var den = await gus.Api.CreateChannelAsync(town.Workspace, "fox-den", "private");
        var field = await gus.Api.CreateChannelAsync(town.Workspace, "fox-field");
        await gus.Api.AddAsync(den, liz.Id);
        await liz.Api.JoinAsync(field);
        for (var i = 1; i <= 3; i++)
            await gus.Api.PostAsync(den, $"Cub {i}");
        var (guss, lizs) = (await VisitAsync(town, gus), await VisitAsync(town, liz));
        var (sends, reads) = (new WorkspacePage(guss), new WorkspacePage(lizs));
        await reads.OpenAsync(town.Path($"c/{field}"));
        await reads.IsInAsync("#fox-field");
        await sends.OpenAsync(town.Path($"c/{den}"));
        await sends.IsInAsync("#fox-den");

        foreach (var cub in new[] { "Cub 3", "Cub 1" })
            await sends.Feed("#fox-den").Row(cub).ClickAsync(new() { Modifiers = [KeyboardModifier.Control], Position = new() { X = 300, Y = 6 } });
        await guss.Page.GetByRole(AriaRole.Toolbar, new() { Name = "Actions on selected messages" }).GetByRole(AriaRole.Button, new() { Name = "Forward", Exact = true }).ClickAsync();
        var dialog = guss.Page.GetByRole(AriaRole.Dialog, new() { Name = "Forward 2 messages" });
        await dialog.GetByRole(AriaRole.Combobox).PressSequentiallyAsync("fox-field");
        await guss.Page.Keyboard.PressAsync("ArrowDown");
        await dialog.GetByRole(AriaRole.Option).First.ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Forward", Exact = true }).ClickAsync();
        var cards = reads.Feed("#fox-field").Root.Locator(".ref-card");
        await Assertions.Expect(cards).ToHaveCountAsync(2);
        await Assertions.Expect(cards.Nth(0)).ToContainTextAsync("Cub 1");
        await Assertions.Expect(cards.Nth(1)).ToContainTextAsync("Cub 3");

        await gus.Api.RemoveAsync(den, liz.Id);
        foreach (var at in new[] { 0, 1 })
            await Assertions.Expect(cards.Nth(at)).ToHaveTextAsync("A message from a place you cannot see");
        await gus.Api.AddAsync(den, liz.Id);
        await Assertions.Expect(cards.Nth(0)).ToContainTextAsync("Cub 1");
    }

    private static ILocator CardIn(WorkspacePage page, string text, string place = "#plan-square") => page.Feed(place).Row(text).Locator(".ref-card");

    private static async Task KnowsNothingAsync(Visitor visitor)
    {
        var page = await visitor.Page.EvaluateAsync<string>("document.documentElement.outerHTML");
        Assert.DoesNotContain("zephyrine", page, StringComparison.Ordinal);
        Assert.DoesNotContain("plan-room", page, StringComparison.Ordinal);
    }
}
