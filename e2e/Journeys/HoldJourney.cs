using System.Text.RegularExpressions;
using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Collab.Support;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>A legal hold: an owner places it, nobody whom it covers sees anything of it, an auditor finds what it keeps, and a second person releases it.</summary>
public sealed partial class HoldJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    private static readonly string Screens = Path.Combine(House.Artifacts, "..", "screens");

    [Fact]
    public async Task A_silent_hold_keeps_what_is_recalled_until_a_second_person_releases_it()
    {
        var town = await towns.TownAsync();
        var (hedda, nils, olga, alba) = (await town.SettleAsync("Hedda Counsel"), await town.SettleAsync("Nils Broker"), await town.SettleAsync("Olga Broker"), await town.SettleAsync("Alba Auditor"));
        await town.Owner.Api.SetOrganizationRoleAsync(hedda.Id, "admin");
        await town.Owner.Api.SetOrganizationRoleAsync(alba.Id, "auditor");
        var (desk, free) = (await nils.Api.CreateChannelAsync(town.Workspace, "broker-desk", "private"), await olga.Api.CreateChannelAsync(town.Workspace, "broker-lunch", "private"));
        await nils.Api.AddAsync(desk, olga.Id);
        await olga.Api.AddAsync(free, hedda.Id);

        var owner = await VisitAsync(town, town.Owner);
        await owner.Page.GotoAsync("/org/policies");
        await owner.Page.Locator("[name=holds-two]").CheckAsync();
        await owner.Page.GotoAsync("/org/holds");
        var main = owner.Page.GetByRole(AriaRole.Main, new() { Name = "Legal holds" });
        await main.GetByLabel("Matter").FillAsync("Osmium matter");
        await main.GetByLabel("Reason").FillAsync("Prices were known outside before noon");
        await main.Locator("[name=people]").FillAsync("@nils.broker, @nobody.at.all");
        await main.GetByRole(AriaRole.Button, new() { Name = "Place the hold" }).ClickAsync();
        await Assertions.Expect(main.GetByRole(AriaRole.Alert)).ToContainTextAsync("There is nobody called nobody.at.all");
        await Assertions.Expect(main.GetByLabel("Matter")).ToHaveValueAsync("Osmium matter");
        await main.Locator("[name=people]").FillAsync("@nils.broker");
        await main.GetByRole(AriaRole.Button, new() { Name = "Place the hold" }).ClickAsync();
        var hold = main.Locator("[data-hold]").Filter(new() { HasText = "Osmium matter" });
        await Assertions.Expect(hold).ToHaveAttributeAsync("data-state", "inForce");
        await Assertions.Expect(hold).ToContainTextAsync("Nils Broker");

        // Olga is covered where Nils is: what she sees of a recall does not differ from one where no hold is.
        var covered = await RecallAsync(town, olga, "#broker-desk", desk);
        var without = await RecallAsync(town, olga, "#broker-lunch", free);
        Assert.Equal(without, covered);
        var member = await VisitAsync(town, nils);
        await member.Page.GotoAsync("/org/holds");
        await Assertions.Expect(member.Page.GetByRole(AriaRole.Heading, new() { Name = "This page is not here" })).ToBeVisibleAsync();
        member.Forgive("404");

        var auditor = await VisitAsync(town, alba);
        await Eventually.TrueAsync(async () => await auditor.Page.GotoAsync("/org/audit-search") is { Ok: true }, "the console is there for her", TimeSpan.FromSeconds(15));
        auditor.Forgive("404");
        var search = auditor.Page.GetByRole(AriaRole.Main, new() { Name = "Audit search" });
        await search.GetByLabel("Reason").FillAsync("Prices were known outside before noon");
        await search.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();
        await search.Locator("[name=of]").SelectOptionAsync(new SelectOptionValue { Label = "What holds keep" });
        await Assertions.Expect(search.Locator("[name=of]")).ToHaveValueAsync("Held");
        await Eventually.TrueAsync(
            async () =>
            {
                await search.Locator("[name=query]").FillAsync("osmium");
                await search.Locator("[name=query]").PressAsync("Enter");
                await Assertions.Expect(search.Locator(".search-summary")).ToHaveAttributeAsync("data-query", "osmium");
                return await search.Locator(".found").CountAsync() == 1;
            },
            "what is kept is found", TimeSpan.FromSeconds(15));
        var found = search.Locator(".found");
        await Assertions.Expect(found).ToContainTextAsync("#broker-desk · Harbour");
        await Assertions.Expect(found.Locator(".held-mark")).ToContainTextAsync("Recalled by its author");
        await found.GetByText("The whole message").ClickAsync();
        await Assertions.Expect(found.Locator(".held .body").First).ToContainTextAsync("never mind");
        await Assertions.Expect(found.Locator(".held .body").Last).ToContainTextAsync("the osmium goes up at noon");
        await LooksAsync(auditor.Page, "held");

        await owner.Page.ReloadAsync();
        await Assertions.Expect(hold).ToContainTextAsync("1 message kept");
        await hold.GetByRole(AriaRole.Button, new() { Name = "Release…" }).ClickAsync();
        await hold.GetByLabel("Why is it released").FillAsync("The matter was settled in court");
        await LooksAsync(owner.Page, "holds");
        await hold.GetByRole(AriaRole.Button, new() { Name = "Release", Exact = true }).ClickAsync();
        await Assertions.Expect(hold).ToHaveAttributeAsync("data-state", "asked");
        await Assertions.Expect(hold.GetByRole(AriaRole.Button, new() { Name = "Release", Exact = true })).ToHaveCountAsync(0);

        var second = await VisitAsync(town, hedda);
        await Eventually.TrueAsync(async () => await second.Page.GotoAsync("/org/holds") is { Ok: true }, "the console is there for her", TimeSpan.FromSeconds(15));
        second.Forgive("404");
        var theirs = second.Page.Locator("[data-hold]").Filter(new() { HasText = "Osmium matter" });
        await theirs.GetByRole(AriaRole.Button, new() { Name = "Release", Exact = true }).ClickAsync();
        await Assertions.Expect(theirs).ToHaveAttributeAsync("data-state", "released");
        await Eventually.TrueAsync(
            async () =>
            {
                await search.Locator("[name=query]").FillAsync("osmium");
                await search.Locator("[name=query]").PressAsync("Enter");
                await Assertions.Expect(search.Locator(".search-summary")).ToBeVisibleAsync();
                return await found.CountAsync() == 0;
            },
            "what nothing holds any more is gone", TimeSpan.FromSeconds(30));
        await owner.Page.GotoAsync("/org/policies");
        await owner.Page.Locator("[name=holds-two]").UncheckAsync();
    }

    // What she reads while she recalls, and what is left of the message; without its times.
    private async Task<string> RecallAsync(Town town, Resident who, string name, string stream)
    {
        var seq = await who.Api.PostAsync(stream, "the osmium goes up at noon");
        await who.Api.EditAsync(stream, seq, "never mind");
        var visitor = await VisitAsync(town, who);
        var page = new WorkspacePage(visitor);
        await page.OpenAsync(town.Path($"c/{stream}"));
        await page.IsInAsync(name);
        var row = page.Feed(name).RowAt(seq);
        await row.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Control+Delete");
        var dialog = visitor.Page.GetByRole(AriaRole.Dialog, new() { Name = "Recall this message for everyone?" });
        await Assertions.Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Keep" })).ToBeFocusedAsync();
        var said = await dialog.InnerTextAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Recall", Exact = true }).ClickAsync();
        await Assertions.Expect(row).ToContainTextAsync("You recalled a message");
        return Digits().Replace($"{said}\n{await row.InnerTextAsync()}", "0");
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();

    private static async Task LooksAsync(IPage page, string name)
    {
        Assert.Empty(await Accessibility.InBothThemesAsync(page, name, theme => page.ScreenshotAsync(new() { Path = Path.Combine(Screens, $"{name}-{theme}.png".ToLowerInvariant()), FullPage = true })));
        await page.SetViewportSizeAsync(390, 844);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Screens, $"{name}-390.png"), FullPage = true });
        Assert.True(await page.EvaluateAsync<bool>("document.scrollingElement.scrollWidth <= innerWidth + 1"), "It does not scroll sideways on a phone.");
        await page.SetViewportSizeAsync(1440, 900);
    }
}
