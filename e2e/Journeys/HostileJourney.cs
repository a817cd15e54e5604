using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Collab.Support.Contracts;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>Text that wants to be more than text, in every field that others see.</summary>
public sealed class HostileJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    /// <summary>Written so that whatever runs sets <c>window.ran</c>.</summary>
    private static readonly string[] Payloads =
    [
        "<script>window.ran = 1</script>", "<img src=x onerror=\"window.ran = 1\">", "<svg onload=window.ran=1>", "<iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
        "[click](javascript:window.ran=1)", "![x](javascript:window.ran=1)", "<a href=\"data:text/html,<script>1</script>\">x</a>", "\"><body onfocus=window.ran=1 autofocus>",
        "<style>*{display:none}</style>", "{{constructor.constructor('window.ran=1')()}}", "‮txt.exe gnp‬ \u2066left\u2069 \u200b\u200d\ufeff", "Z̸̡̢̛͚̗͔̦̲̪̎̈́́̌͒a̷͎̓l̶͔̈́ģ̴̛̯̠̩̈́̎͊̈́̅o̵̢͓̬̿̌̀̈́͜", "&lt;script&gt;window.ran=1&lt;/script&gt;",
    ];

    [Fact]
    public async Task Naughty_strings_as_messages_stay_text()
    {
        var town = await towns.TownAsync();
        var channel = await town.Owner.Api.CreateChannelAsync(town.Workspace, "lagoon");
        var contract = Contract.HostileStrings;
        var strings = contract.Strings();
        var posted = 0;
        foreach (var text in Payloads.Concat(strings).Where(text => text.Trim().Length > 0))
        {
            posted += await town.Owner.Api.TryPostAsync(channel, text) ? 1 : 0;
        }

        Assert.True(posted > (contract.IsSample ? 50 : 500), $"only {posted} were taken");
        var (visitor, sees, alerts) = await VisitGuardedAsync(town);
        await sees.OpenAsync(town.Path($"c/{channel}/m/1"));
        await sees.IsInAsync("#lagoon");
        for (long seq = 1; seq <= posted; seq += 20)
        {
            await ReachAsync(sees, seq);
            await IsWholeAsync(visitor, sees, "#lagoon");
        }

        Assert.Empty(alerts);
    }

    [Fact]
    public async Task Scripts_and_bidirectional_text_typed_by_hand_stay_text()
    {
        var town = await towns.TownAsync();
        var channel = await town.Owner.Api.CreateChannelAsync(town.Workspace, "reef");
        var (visitor, sees, alerts) = await VisitGuardedAsync(town);
        await sees.OpenAsync(town.Path($"c/{channel}"));
        await sees.IsInAsync("#reef");
        for (var i = 0; i < Payloads.Length; i++)
        {
            await sees.Composer("#reef").PasteAsync($"Payload {i}: {Payloads[i]}");
            await sees.Feed("#reef").ShowsAsync($"Payload {i}:");
        }

        foreach (var topic in Payloads)
        {
            await sees.Main("#reef").Locator(".topic-text").ClickAsync();
            await visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "Topic" }).FillAsync(topic);
            await visitor.Page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "Topic" })).ToHaveCountAsync(0);
        }

        await IsWholeAsync(visitor, sees, "#reef");
        await sees.OpenAsync(town.Path($"c/{channel}/details"));
        await sees.IsInAsync("#reef");
        await IsWholeAsync(visitor, sees, "#reef");
        Assert.Empty(alerts);
    }

    [Fact]
    public async Task Names_of_people_stay_text()
    {
        var town = await towns.TownAsync();
        var channel = await town.Owner.Api.CreateChannelAsync(town.Workspace, "strait");
        var people = new List<Resident>();
        foreach (var (payload, i) in Payloads.Select((payload, i) => (payload, i)))
        {
            people.Add(await town.SettleAsync($"Hyde{i}", payload));
        }

        foreach (var person in people)
        {
            await person.Api.JoinAsync(channel);
            var seq = await person.Api.PostAsync(channel, "I am who I am");
            await person.Api.ReactAsync(channel, seq, "👍");
            await person.Api.ReplyAsync(channel, seq, "Still me");
        }

        var (visitor, sees, alerts) = await VisitGuardedAsync(town);
        foreach (var rest in (string[])[$"c/{channel}/members", $"c/{channel}", "people", "new", $"people/{people[0].Id}"])
        {
            await sees.OpenAsync(town.Path(rest));
            await Assertions.Expect(visitor.Page.Locator(".bone").Filter(new() { Visible = true })).ToHaveCountAsync(0);
            await IsWholeAsync(visitor, sees, null);
        }

        await sees.OpenAsync(town.Path($"d/{await people[1].Api.OpenChatAsync(town.Owner.Id)}"));
        await visitor.Page.Keyboard.PressAsync("Control+k");
        await sees.Dialog.GetByRole(AriaRole.Combobox).FillAsync("<");
        await IsWholeAsync(visitor, sees, null);
        Assert.Empty(alerts);
    }

    [Fact]
    public async Task Markdown_bombs_are_shown_or_refused_and_never_hold_the_page_up()
    {
        var town = await towns.TownAsync();
        var channel = await town.Owner.Api.CreateChannelAsync(town.Workspace, "maelstrom");
        string[] bombs =
        [
            new('>', 15_000), new('[', 15_000), new('*', 15_000), string.Concat(Enumerable.Repeat("- ", 7_000)), string.Concat(Enumerable.Repeat("![](", 3_500)),
            string.Concat(Enumerable.Repeat("<b>", 5_000)), new string('`', 14_999), string.Concat(Enumerable.Repeat("[a](", 3_700)) + "x",
        ];
        var (visitor, sees, alerts) = await VisitGuardedAsync(town);
        await sees.OpenAsync(town.Path($"c/{channel}"));
        await sees.IsInAsync("#maelstrom");
        foreach (var bomb in bombs)
        {
            await sees.Composer("#maelstrom").PasteAsync(bomb);
        }

        await sees.Composer("#maelstrom").PasteAsync("The sea is calm again");
        await sees.Feed("#maelstrom").ShowsAsync("The sea is calm again", timeout: 20_000);
        await Assertions.Expect(sees.Feed("#maelstrom").Rows).ToHaveCountAsync(bombs.Length + 1);
        await IsWholeAsync(visitor, sees, "#maelstrom");
        Assert.Empty(alerts);
    }

    [Fact]
    public async Task Empty_too_long_and_refused_messages_say_why_and_lose_nothing()
    {
        var town = await towns.TownAsync();
        var channel = await town.Owner.Api.CreateChannelAsync(town.Workspace, "shallows");
        var visitor = await VisitAsync(town, town.Owner);
        var sees = new WorkspacePage(visitor);
        await sees.OpenAsync(town.Path($"c/{channel}"));
        await sees.IsInAsync("#shallows");
        var (composer, feed) = (sees.Composer("#shallows"), sees.Feed("#shallows"));
        await composer.PasteAsync("   \n  ");
        await Assertions.Expect(composer.Send).ToBeDisabledAsync();
        await Assertions.Expect(feed.Rows).ToHaveCountAsync(0);

        var tooLong = new string('a', 16_312);
        await composer.PasteAsync(tooLong);
        await Assertions.Expect(composer.Counter).ToHaveTextAsync("312 characters too long");
        await Assertions.Expect(composer.Send).ToBeHiddenAsync();
        await Assertions.Expect(composer.Text).ToHaveValueAsync(tooLong);

        await composer.PasteAsync(string.Concat(Enumerable.Repeat("@somebody ", 1_200)));
        await Assertions.Expect(feed.Unsent).ToHaveCountAsync(1);
        await Assertions.Expect(feed.Unsent).ToHaveAttributeAsync("data-state", "failed");
        await Assertions.Expect(feed.NotSent).ToContainTextAsync("Not sent:");
        await visitor.Page.ReloadAsync();
        await sees.IsInAsync("#shallows");
        await Assertions.Expect(feed.NotSent).ToContainTextAsync("Not sent:");
        await feed.Unsent.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await Assertions.Expect(feed.Unsent).ToHaveCountAsync(0);
        await composer.PasteAsync("@somebody once");
        await feed.ShowsAsync("@somebody once");

        await feed.ActAsync("@somebody once", "Edit message");
        await feed.Editor.FillAsync("  ");
        await feed.Editor.PressAsync("Enter");
        await sees.Dialog.GetByRole(AriaRole.Button, new() { Name = "Keep", Exact = true }).ClickAsync();
        await feed.ShowsAsync("@somebody once");
    }

    private async Task<(Visitor Visitor, WorkspacePage Sees, List<string> Alerts)> VisitGuardedAsync(Town town)
    {
        var visitor = await VisitAsync(town, town.Owner);
        var alerts = new List<string>();
        visitor.Page.Dialog += async (_, dialog) =>
        {
            alerts.Add(dialog.Message);
            await dialog.DismissAsync();
        };
        await visitor.Page.AddInitScriptAsync(
            "window.violations = []; document.addEventListener('securitypolicyviolation', event => window.violations.push(event.violatedDirective + ' ' + event.blockedURI));");
        return (visitor, new WorkspacePage(visitor), alerts);
    }

    private static async Task ReachAsync(WorkspacePage sees, long seq)
    {
        for (var tries = 0; tries < 100 && await sees.Feed("#lagoon").RowAt(seq).CountAsync() == 0; tries++)
        {
            await sees.Feed("#lagoon").ScrollByAsync(1_500);
        }

        await sees.Feed("#lagoon").RowAt(seq).ScrollIntoViewIfNeededAsync();
    }

    private static async Task IsWholeAsync(Visitor visitor, WorkspacePage sees, string? place)
    {
        Assert.Null(await visitor.Page.EvaluateAsync<int?>("window.ran ?? null"));
        Assert.Empty(await visitor.Page.EvaluateAsync<string[]>("window.violations"));
        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.scrollingElement.scrollWidth <= innerWidth"), "The page is wider than its window.");
        await Assertions.Expect(sees.Sidebar.Root).ToBeInViewportAsync();
        if (place is not null)
        {
            await Assertions.Expect(sees.Composer(place).Text).ToBeInViewportAsync();
            Assert.True(await sees.Feed(place).Root.EvaluateAsync<bool>(
                "log => { const box = log.getBoundingClientRect(); return [...log.querySelectorAll('article')].every(row => row.getBoundingClientRect().right <= box.right + 1 && row.scrollWidth <= row.clientWidth + 1); }"));
        }
    }
}
