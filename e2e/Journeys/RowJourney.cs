using System.Text.RegularExpressions;
using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>What a row of the feed opens: earlier texts, folds, code, names of those who reacted.</summary>
public sealed class RowJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    [Fact]
    public async Task The_edited_mark_and_the_menu_open_the_earlier_texts_with_their_differences()
    {
        var (town, sees, channel) = await ArriveAsync("meeting-notes");
        var seq = await town.Owner.Api.PostAsync(channel, "We meet on Tuesday in the small room");
        await town.Owner.Api.EditAsync(channel, seq, "We meet on Friday in the small room");
        await town.Owner.Api.EditAsync(channel, seq, "We meet on Friday in the small room, at ten");
        var feed = sees.Feed("#meeting-notes");
        await feed.ShowsAsync("at ten", "edited");

        await feed.Row("at ten").GetByRole(AriaRole.Button, new() { Name = "(edited)" }).ClickAsync();

        var versions = sees.Dialog.GetByRole(AriaRole.Listitem);
        await Assertions.Expect(versions).ToHaveCountAsync(3);
        await Assertions.Expect(versions.Nth(0).Locator("ins")).ToHaveTextAsync("added:, at ten");
        await Assertions.Expect(versions.Nth(1).Locator("del")).ToHaveTextAsync("removed:Tuesday");
        await Assertions.Expect(versions.Nth(1).Locator("ins")).ToHaveTextAsync("added:Friday");
        await Assertions.Expect(versions.Nth(2)).ToContainTextAsync("We meet on Tuesday in the small room");
        await sees.Dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Assertions.Expect(sees.Dialog).ToHaveCountAsync(0);

        await feed.ActAsync("at ten", "Edit history");
        await Assertions.Expect(versions).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task Long_messages_and_code_fold_and_stay_open_once_opened()
    {
        var (town, sees, channel) = await ArriveAsync("scroll-room");
        await town.Owner.Api.PostAsync(channel, string.Join('\n', Enumerable.Range(1, 30).Select(i => $"Line {i} of the report")));
        await town.Owner.Api.PostAsync(channel, $"```csharp\n{string.Join('\n', Enumerable.Range(1, 40).Select(i => $"var line{i} = {i};"))}\n```");
        await town.Owner.Api.PostAsync(channel, "Short, and so not folded");
        var feed = sees.Feed("#scroll-room");
        await feed.ShowsAsync("Short, and so not folded");
        var (report, code) = (feed.Row("of the report"), feed.Row("var line1 "));

        Assert.InRange(await HeightAsync(report.Locator(".body")), 200, 300);
        await report.GetByRole(AriaRole.Button, new() { Name = "Show more" }).ClickAsync();
        Assert.InRange(await HeightAsync(report.Locator(".body")), 600, 700);
        await town.Owner.Api.ReactAsync(channel, 1, "👍");
        await Assertions.Expect(feed.Reaction("of the report", "👍", town.Owner.Name)).ToBeVisibleAsync();
        Assert.InRange(await HeightAsync(report.Locator(".body")), 600, 700);
        await Assertions.Expect(report.GetByRole(AriaRole.Button, new() { Name = "Show less" })).ToHaveAttributeAsync("aria-expanded", "true");

        await Assertions.Expect(feed.Row("Short, and").GetByRole(AriaRole.Button, new() { Name = "Show more" })).ToHaveCountAsync(0);
        Assert.InRange(await HeightAsync(code.Locator("pre")), 380, 440);
        await code.GetByRole(AriaRole.Button, new() { Name = "Show more" }).ClickAsync();
        Assert.InRange(await HeightAsync(code.Locator("pre")), 780, 840);
        await sees.GrantClipboardAsync();
        await code.GetByRole(AriaRole.Button, new() { Name = "Copy code" }).ClickAsync();
        Assert.Contains("var line40 = 40;", await sees.ClipboardAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_days_pill_shows_while_one_scrolls_and_covers_nothing_at_rest()
    {
        var (town, sees, channel) = await ArriveAsync("sundial");
        await town.Owner.Api.PostManyAsync(channel, 40, i => $"Hour {i}");
        var feed = sees.Feed("#sundial");
        await feed.ShowsAsync("Hour 40");
        var pill = feed.DayLines.First.Locator("button");

        await feed.ScrollByAsync(-300);
        await Assertions.Expect(pill).ToHaveCSSAsync("opacity", "1");
        await Assertions.Expect(pill).ToHaveCSSAsync("opacity", "0");

        await feed.ScrollByAsync(-10_000);
        await Assertions.Expect(pill).ToHaveCSSAsync("opacity", "1");
        await Assertions.Expect(feed.DayLines.First).Not.ToHaveClassAsync(new Regex("stuck"));
    }

    [Fact]
    public async Task Those_who_reacted_are_named_over_the_pill_and_found_in_a_dialog()
    {
        var (town, sees, channel) = await ArriveAsync("applause");
        var fan = await town.SettleAsync("Fanny Brice");
        await fan.Api.JoinAsync(channel);
        var seq = await town.Owner.Api.PostAsync(channel, "The show was good");
        await town.Owner.Api.ReactAsync(channel, seq, "👍");
        await fan.Api.ReactAsync(channel, seq, "👍");
        await fan.Api.ReactAsync(channel, seq, "🎉");
        var feed = sees.Feed("#applause");
        var pill = feed.Reaction("The show was good", "👍", town.Owner.Name, fan.Name);

        await pill.HoverAsync();
        await Assertions.Expect(sees.Main("#applause").Locator(".reaction-card")).ToContainTextAsync("Ada Lovelace, Fanny Brice reacted with 👍");
        await sees.TopBar.HoverAsync();
        await Assertions.Expect(sees.Main("#applause").Locator(".reaction-card")).ToBeHiddenAsync();
        await feed.ActAsync("The show was good", "Who reacted");

        var people = sees.Dialog.GetByRole(AriaRole.Listitem);
        await Assertions.Expect(people).ToHaveCountAsync(2);
        await sees.Dialog.GetByRole(AriaRole.Searchbox).FillAsync("fan");
        await Assertions.Expect(people).ToHaveCountAsync(1);
        await Assertions.Expect(people).ToContainTextAsync("Fanny Brice");
        await sees.Dialog.GetByRole(AriaRole.Searchbox).FillAsync("");
        await sees.Dialog.GetByRole(AriaRole.Button, new() { Name = "🎉, given by 1" }).ClickAsync();
        await Assertions.Expect(people).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_reaction_of_many_says_how_many_are_not_named_and_the_page_beside_it_works_on()
    {
        var (town, sees, channel) = await ArriveAsync("ovation");
        var seq = await town.Owner.Api.PostAsync(channel, "We made it");
        for (var i = 0; i < 12; i++)
        {
            var fan = await town.SettleAsync($"Fan {(char)('A' + i)}");
            await fan.Api.JoinAsync(channel);
            await fan.Api.ReactAsync(channel, seq, "👏");
        }

        await sees.OpenAsync(town.Path($"c/{channel}"));
        await sees.IsInAsync("#ovation");
        await Assertions.Expect(sees.Sidebar.Place("#ovation")).ToHaveAttributeAsync("aria-current", "page");
        await sees.Feed("#ovation").Row("We made it").Locator(".pill").First.HoverAsync();
        await Assertions.Expect(sees.Main("#ovation").Locator(".reaction-card")).ToContainTextAsync("2 more");
        await sees.Main("#ovation").Locator(".reaction-card").GetByRole(AriaRole.Button, new() { Name = "Show all" }).ClickAsync();
        await Assertions.Expect(sees.Dialog.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(12);
    }

    private static async Task<double> HeightAsync(ILocator element) => await element.EvaluateAsync<double>("e => e.getBoundingClientRect().height");

    private async Task<(Town Town, WorkspacePage Sees, string Channel)> ArriveAsync(string name)
    {
        var town = await towns.TownAsync();
        var channel = await town.Owner.Api.CreateChannelAsync(town.Workspace, name);
        var sees = new WorkspacePage(await VisitAsync(town, town.Owner));
        await sees.OpenAsync(town.Path($"c/{channel}"));
        await sees.IsInAsync($"#{name}");
        return (town, sees, channel);
    }
}
