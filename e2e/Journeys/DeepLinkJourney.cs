using System.Globalization;
using System.Text.RegularExpressions;
using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>A long channel: links into its past, and a view that stands still whatever comes.</summary>
public sealed class DeepLinkJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    private const int Length = 600;
    private const string Place = "#chronicle";
    private static readonly SemaphoreSlim Gate = new(1);
    private static string? channel;

    [Fact]
    public async Task A_link_far_back_shows_its_message_marked_and_loads_both_ways()
    {
        var (_, sees, visitor) = await OpenAtAsync(200);
        var target = sees.Feed(Place).RowAt(200);
        await Assertions.Expect(target).ToHaveClassAsync(new Regex("marked"));
        await Assertions.Expect(target).ToBeInViewportAsync();
        await Assertions.Expect(target).ToBeFocusedAsync();
        var third = await visitor.Page.EvaluateAsync<double>("document.querySelector('.main .scroller').getBoundingClientRect().top + document.querySelector('.main .scroller').clientHeight / 3");
        Assert.InRange(await sees.Feed(Place).TopOfAsync(200), third - 2, third + 2);

        await ReachAsync(sees, 60, -2_000);
        await ReachAsync(sees, 300, 2_000);
        Assert.EndsWith("/m/200", visitor.Page.Url, StringComparison.Ordinal);
        Assert.InRange(await sees.Feed(Place).Rows.CountAsync(), 100, 300);
        await AssertDenseAsync(sees);
        await sees.Feed(Place).Latest.ClickAsync();
        await Assertions.Expect(sees.Feed(Place).RowAt(Length)).ToBeInViewportAsync();
    }

    [Fact]
    public async Task A_days_pill_leads_to_the_beginning_a_date_and_back_to_today()
    {
        var (_, sees, visitor) = await OpenAtAsync(300);
        var feed = sees.Feed(Place);
        var menu = visitor.Page.GetByRole(AriaRole.Dialog, new() { Name = "Jump to…" });
        await visitor.Page.Locator("details.more > summary").ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Jump to…" }).ClickAsync();
        await menu.GetByRole(AriaRole.Menuitem, new() { Name = "The beginning" }).ClickAsync();
        await Assertions.Expect(feed.RowAt(2)).ToBeInViewportAsync();

        await feed.ScrollByAsync(-20_000);
        await visitor.Page.Locator("[data-divider=day] button").First.ClickAsync();
        await menu.GetByLabel("Pick a date").FillAsync("2999-12-31");
        await menu.GetByRole(AriaRole.Button, new() { Name = "Jump" }).ClickAsync();
        await Assertions.Expect(menu).ToBeHiddenAsync();
        await Assertions.Expect(feed.RowAt(Length)).ToBeInViewportAsync();

        await visitor.Page.Locator("details.more > summary").ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Jump to…" }).ClickAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(menu).ToBeHiddenAsync();
    }

    [Fact]
    public async Task The_first_visible_row_does_not_move_while_older_rows_load()
    {
        var (_, sees, _) = await OpenAtAsync(300);
        var feed = sees.Feed(Place);
        var oldest = await OldestAsync(feed);
        while (oldest > 120)
        {
            await feed.ScrollByAsync(-900);
            var before = await feed.FirstVisibleAsync();
            if (await OldestAsync(feed) == oldest)
            {
                continue; // not near the edge yet
            }

            oldest = await OldestAsync(feed);
            await StandsAsync(feed, before);
        }
    }

    [Fact]
    public async Task The_first_visible_row_does_not_move_while_reactions_edits_and_messages_arrive()
    {
        var (town, sees, _) = await OpenAtAsync(400);
        var feed = sees.Feed(Place);
        await feed.ScrollByAsync(300);
        var before = await feed.FirstVisibleAsync();
        foreach (var above in (long[])[before.Seq - 1, before.Seq - 3, before.Seq - 8])
        {
            await town.Owner.Api.ReactAsync(channel!, above, "🎉");
            await Assertions.Expect(feed.RowAt(above).GetByRole(AriaRole.Button, new() { Name = $"{town.Owner.Name} reacted with 🎉" })).ToHaveCountAsync(1);
            await StandsAsync(feed, before);
        }

        await town.Owner.Api.EditAsync(channel!, before.Seq - 2, "Much longer.\n\n- one\n- two\n- three\n- four");
        await Assertions.Expect(feed.RowAt(before.Seq - 2)).ToHaveAttributeAsync("data-state", "edited");
        await StandsAsync(feed, before);
        await town.Owner.Api.ReplyAsync(channel!, before.Seq - 4, "A reply makes a line above");
        await Assertions.Expect(feed.RowAt(before.Seq - 4).Locator(".thread-line")).ToHaveCountAsync(1);
        await StandsAsync(feed, before);
    }

    private async Task<(Town Town, WorkspacePage Sees, Visitor Visitor)> OpenAtAsync(long seq)
    {
        var town = await towns.TownAsync();
        await WriteChronicleAsync(town);
        var visitor = await VisitAsync(town, town.Owner);
        var sees = new WorkspacePage(visitor);
        await sees.OpenAsync(town.Path($"c/{channel}/m/{seq}"));
        await sees.IsInAsync(Place);
        await Assertions.Expect(sees.Feed(Place).RowAt(seq)).ToBeInViewportAsync();
        return (town, sees, visitor);
    }

    private static async Task WriteChronicleAsync(Town town)
    {
        await Gate.WaitAsync();
        try
        {
            if (channel is null)
            {
                var made = await town.Owner.Api.CreateChannelAsync(town.Workspace, Place[1..]);
                await town.Owner.Api.PostManyAsync(made, Length, i => i % 7 == 0 ? $"Entry {i}.\n\nIt has\n\nseveral paragraphs." : $"Entry {i}.");
                channel = made;
            }
        }
        finally
        {
            Gate.Release();
        }
    }

    private static async Task ReachAsync(WorkspacePage sees, long seq, int step)
    {
        for (var tries = 0; tries < 200 && await sees.Feed(Place).RowAt(seq).CountAsync() == 0; tries++)
        {
            await sees.Feed(Place).ScrollByAsync(step);
        }

        await Assertions.Expect(sees.Feed(Place).RowAt(seq)).ToHaveCountAsync(1);
    }

    private static async Task AssertDenseAsync(WorkspacePage sees)
    {
        var seqs = await sees.Feed(Place).Rows.EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.seq)");
        var numbers = seqs.Select(seq => long.Parse(seq, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(Enumerable.Range(0, numbers.Count).Select(i => numbers[0] + i), numbers);
    }

    private static async Task<long> OldestAsync(Feed feed) =>
        long.Parse(await feed.Rows.First.GetAttributeAsync("data-seq") ?? "0", CultureInfo.InvariantCulture);

    private static async Task StandsAsync(Feed feed, RowPosition before) =>
        Assert.InRange(await feed.TopOfAsync(before.Seq), before.Top - 1, before.Top + 1);
}
