using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>Collab in German.</summary>
public sealed class LanguageJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    [Fact]
    public async Task Who_chooses_German_reads_German_also_in_what_comes_live_and_in_errors()
    {
        var town = await towns.TownAsync();
        var uwe = await town.SettleAsync("Uwe Tau");
        var channel = await town.Owner.Api.CreateChannelAsync(town.Workspace, "hafen");
        var visitor = await VisitAsync(town, uwe);
        var page = visitor.Page;
        await page.GotoAsync("/preferences/language");
        await page.GetByLabel("Language", new() { Exact = true }).SelectOptionAsync("de");
        await page.GetByLabel("Region").SelectOptionAsync("de-AT");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Sprache und Region");

        await page.GotoAsync(town.Path($"c/{channel}"));
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await page.GetByRole(AriaRole.Button, new() { Name = "Beitreten" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Form, new() { Name = "Nachricht an #hafen" })).ToBeVisibleAsync();
        await town.Owner.Api.PostAsync(channel, "Moin");
        await Assertions.Expect(page.Locator("[data-divider='day']").Last).ToHaveTextAsync("Heute");
        await town.Owner.Api.TypeAsync(channel);
        await Assertions.Expect(page.GetByText($"{town.Owner.Name} schreibt")).ToBeVisibleAsync();

        await page.GotoAsync(town.Path("browse"));
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Kanal anlegen" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Name", new() { Exact = true }).FillAsync("hafen!");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("nur Buchstaben, Ziffern, Binde- und Unterstriche");
    }

    [Fact]
    public async Task The_sign_in_page_changes_its_language_at_its_foot()
    {
        var town = await towns.TownAsync();
        var page = (await VisitAsync(town.Site, "Nobody")).Page;
        await page.GotoAsync("/signin");
        await page.GetByRole(AriaRole.Button, new() { Name = "Deutsch" }).ClickAsync();
        await Assertions.Expect(page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("Anmelden"));
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
    }
}
