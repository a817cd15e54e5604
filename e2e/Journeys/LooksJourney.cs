using System.Text.RegularExpressions;
using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Collab.Support;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>Themes come before the first paint, stay on the device, and are written in one place.</summary>
public sealed partial class LooksJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_theme_is_right_before_the_first_paint(ColorScheme system)
    {
        var town = await towns.TownAsync();
        foreach (var path in (string[])[town.Path(), "/signin"])
        {
            var visitor = await VisitAsync(town, town.Owner, View.Desktop with { Theme = system });
            await visitor.Page.AddInitScriptAsync(
                """
                window.themes = [];
                new MutationObserver(() => document.body && window.themes.push(document.documentElement.dataset.theme))
                  .observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-theme'] });
                """);
            await visitor.Page.GotoAsync(path);
            await Eventually.TrueAsync(() => visitor.Page.EvaluateAsync<bool>("performance.getEntriesByType('paint').length > 0"), "the page is painted");

            Assert.Equal([system.ToString().ToLowerInvariant()], (await visitor.Page.EvaluateAsync<string[]>("window.themes")).Distinct());
        }
    }

    [Fact]
    public async Task The_theme_changes_without_a_reload_and_stays_on_the_device()
    {
        var town = await towns.TownAsync();
        var visitor = await VisitAsync(town, town.Owner);
        var sees = new WorkspacePage(visitor);
        await sees.OpenAsync(town.Path("browse"));
        await sees.Workspaces.Locator("summary").ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Preferences" }).ClickAsync();
        await sees.Dialog.GetByLabel("Dark", new() { Exact = true }).CheckAsync();
        await Assertions.Expect(sees.Html).ToHaveAttributeAsync("data-theme", "dark");
        Assert.Equal("rgb(23, 24, 27)", await visitor.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        await visitor.Page.ReloadAsync();
        await Assertions.Expect(sees.Html).ToHaveAttributeAsync("data-theme", "dark");
    }

    [Fact]
    public void Colours_are_written_in_the_theme_alone()
    {
        var web = Path.Combine(SourceTree.Root, "Web");
        var faults =
            from file in Directory.EnumerateFiles(web, "*", SearchOption.AllDirectories)
            where Path.GetExtension(file) is ".css" or ".js" or ".razor" && !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal)
            where Path.GetFileName(file) is not "theme.css"
            from Match colour in Hex().Matches(File.ReadAllText(file))
            select $"{Path.GetRelativePath(web, file)}: {colour.Value}";
        Assert.Empty(faults);
    }

    [GeneratedRegex(@"(?<![&\w/])#(?:[0-9a-fA-F]{3}){1,2}\b(?=\s*[;,)}""'])")]
    private static partial Regex Hex();
}
