using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>Writing: formats, lists, code, and where writing ends.</summary>
public sealed class ComposerJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    [Fact]
    public async Task The_toolbar_makes_and_unmakes_each_format_and_shows_where_one_is()
    {
        var (sees, composer) = await ArriveAsync("print-shop");
        foreach (var (format, made) in (IEnumerable<(string, string)>)
            [("Bold", "**ink**"), ("Italic", "_ink_"), ("Strikethrough", "~~ink~~"), ("Code", "`ink`"), ("Quote", "> ink"), ("Bulleted list", "- ink"), ("Numbered list", "1. ink")])
        {
            var button = sees.Main("#print-shop").GetByRole(AriaRole.Button, new() { Name = format, Exact = true });
            await composer.Text.FillAsync("ink");
            await composer.Text.SelectTextAsync();
            await Assertions.Expect(button).ToHaveAttributeAsync("aria-pressed", "false");
            await button.ClickAsync();
            await Assertions.Expect(composer.Text).ToHaveValueAsync(made);
            await Assertions.Expect(button).ToHaveAttributeAsync("aria-pressed", "true");
            await button.ClickAsync();
            await Assertions.Expect(composer.Text).ToHaveValueAsync("ink");
        }

        await composer.Text.FillAsync("before [the plan](https://example.test) after");
        await composer.Text.EvaluateAsync("field => field.setSelectionRange(10, 10)");
        var link = sees.Main("#print-shop").GetByRole(AriaRole.Button, new() { Name = "Link", Exact = true });
        await Assertions.Expect(link).ToHaveAttributeAsync("aria-pressed", "true");
        await link.ClickAsync();
        await Assertions.Expect(composer.Text).ToHaveValueAsync("before the plan after");
    }

    [Fact]
    public async Task Lists_and_quotes_go_on_and_an_empty_item_ends_them()
    {
        var (_, composer) = await ArriveAsync("larder");
        await composer.TypeAsync("1. flour");
        await composer.Text.PressAsync("Shift+Enter");
        await composer.TypeAsync("salt");
        await composer.Text.PressAsync("Shift+Enter");
        await Assertions.Expect(composer.Text).ToHaveValueAsync("1. flour\n2. salt\n3. ");
        await composer.Text.PressAsync("Shift+Enter");
        await Assertions.Expect(composer.Text).ToHaveValueAsync("1. flour\n2. salt\n\n");

        await composer.Text.FillAsync("");
        await composer.TypeAsync("> said she");
        await composer.Text.PressAsync("Shift+Enter");
        await Assertions.Expect(composer.Text).ToHaveValueAsync("> said she\n> ");
        await composer.Text.FillAsync("");
        await composer.TypeAsync("- [ ] sweep");
        await composer.Text.PressAsync("Shift+Enter");
        await Assertions.Expect(composer.Text).ToHaveValueAsync("- [ ] sweep\n- [ ] ");
    }

    [Fact]
    public async Task In_code_Enter_is_a_line_Tab_indents_and_the_arrow_leads_out()
    {
        var (sees, composer) = await ArriveAsync("engine-room");
        await composer.TypeAsync("```");
        await composer.Text.PressAsync("Shift+Enter");
        await composer.Text.PressAsync("Tab");
        await composer.TypeAsync("go();");
        await composer.Text.PressAsync("Enter");
        await Assertions.Expect(composer.Text).ToHaveValueAsync("```\n  go();\n");
        await composer.TypeAsync("stop();");
        await composer.Text.PressAsync("ArrowDown");
        await Assertions.Expect(composer.Text).ToHaveValueAsync("```\n  go();\nstop();\n```\n");

        await composer.TypeAsync("done");
        await composer.Text.PressAsync("Enter");
        await Assertions.Expect(composer.Text).ToHaveValueAsync("");
        await Assertions.Expect(sees.Feed("#engine-room").Row("done").Locator("pre code")).ToHaveTextAsync("  go();\nstop();\n");

        await composer.TypeAsync("```");
        await composer.Text.PressAsync("Escape");
        await composer.Text.FocusAsync();
        await composer.Text.PressAsync("Tab");
        await Assertions.Expect(composer.Text).Not.ToBeFocusedAsync();
        await Assertions.Expect(composer.Text).ToHaveValueAsync("```");
    }

    [Fact]
    public async Task Near_the_limit_the_length_is_told_and_over_it_the_reason_stands_in_place_of_the_button()
    {
        var (_, composer) = await ArriveAsync("long-hall");
        await composer.Text.FillAsync(new string('x', 14_399));
        await Assertions.Expect(composer.Counter).ToHaveTextAsync("");
        await composer.Text.FillAsync(new string('x', 14_400));
        await Assertions.Expect(composer.Counter).ToHaveTextAsync("14,400 / 16,000");
        await Assertions.Expect(composer.Send).ToBeVisibleAsync();
        await composer.Text.FillAsync(new string('x', 17_000));
        await Assertions.Expect(composer.Counter).ToHaveTextAsync("1,000 characters too long");
        await Assertions.Expect(composer.Send).ToBeHiddenAsync();
    }

    [Fact]
    public async Task An_archived_channel_says_so_in_place_of_the_composer_and_its_manager_can_open_it_again()
    {
        var (sees, _) = await ArriveAsync("dry-dock");
        await sees.Main("#dry-dock").GetByLabel("More actions").ClickAsync();
        await sees.MenuItem("Archive channel").ClickAsync();
        await sees.Dialog.GetByRole(AriaRole.Button, new() { Name = "Archive channel" }).ClickAsync();
        await Assertions.Expect(sees.Main("#dry-dock")).ToContainTextAsync("This channel was archived");
        await Assertions.Expect(sees.Composer("#dry-dock").Root).ToHaveCountAsync(0);
        await sees.Main("#dry-dock").GetByRole(AriaRole.Button, new() { Name = "Open channel again" }).ClickAsync();
        await Assertions.Expect(sees.Composer("#dry-dock").Root).ToBeVisibleAsync();
    }

    private async Task<(WorkspacePage Sees, Composer Composer)> ArriveAsync(string name)
    {
        var town = await towns.TownAsync();
        var channel = await town.Owner.Api.CreateChannelAsync(town.Workspace, name);
        var sees = new WorkspacePage(await VisitAsync(town, town.Owner));
        await sees.OpenAsync(town.Path($"c/{channel}"));
        await sees.IsInAsync($"#{name}");
        await sees.Composer($"#{name}").IsReadyAsync();
        return (sees, sees.Composer($"#{name}"));
    }
}
