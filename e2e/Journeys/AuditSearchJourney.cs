using System.Text.RegularExpressions;
using Collab.e2e.Fixtures;
using Collab.e2e.Towns;
using Collab.Support;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>An auditor searches what others wrote among themselves, with a reason; the owner sees that she did, and ends it.</summary>
public sealed class AuditSearchJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    [Fact]
    public async Task An_auditor_gives_a_reason_finds_what_is_private_and_is_seen()
    {
        var town = await towns.TownAsync();
        var (opal, quin, vera) = (await town.SettleAsync("Opal Auditor"), await town.SettleAsync("Quin Trader"), await town.SettleAsync("Vera Trader"));
        await town.Owner.Api.SetOrganizationRoleAsync(opal.Id, "auditor");
        var vault = await quin.Api.CreateChannelAsync(town.Workspace, "vault-talk", "private");
        var price = await quin.Api.PostAsync(vault, "The **tourmaline** price stays between us");
        await quin.Api.PostAsync(await quin.Api.OpenChatAsync(vera.Id), "Vera, not a word of the tourmaline");
        await Eventually.TrueAsync(async () => await quin.Api.CountFoundAsync("tourmaline") == 2, "both are found", TimeSpan.FromSeconds(15));
        Assert.Equal(0, await opal.Api.CountFoundAsync("tourmaline"));

        var auditor = await VisitAsync(town, opal);
        // A role is known within seconds.
        await Eventually.TrueAsync(
            async () => await auditor.Page.GotoAsync("/org") is { Ok: true }, "the console is there for her", TimeSpan.FromSeconds(15));
        auditor.Forgive("404");
        await Assertions.Expect(auditor.Page).ToHaveURLAsync(new Regex("/org/audit-search$"));
        var main = auditor.Page.GetByRole(AriaRole.Main, new() { Name = "Audit search" });
        await Assertions.Expect(auditor.Page.Locator(".org-nav a")).ToHaveCountAsync(2);
        await main.GetByLabel("Reason").FillAsync("Prices were known outside before noon");
        await main.GetByLabel("Matter").FillAsync("M-204");
        await main.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();
        await Assertions.Expect(main.Locator(".audit-mark")).ToContainTextAsync("Prices were known outside before noon (M-204)");

        await SearchAsync(main, "tourmaline", 2);
        await Assertions.Expect(main.Locator(".found").Filter(new() { HasText = "stays between us" })).ToContainTextAsync("#vault-talk · Harbour");
        await Assertions.Expect(main.Locator(".found").Filter(new() { HasText = "not a word" }).Locator(".found-place")).ToContainTextAsync("Vera Trader");
        await Assertions.Expect(main.Locator(".found mark").First).ToHaveTextAsync("tourmaline");
        // Taken back while it is shown: it goes from here as from everybody's page.
        await quin.Api.RecallAsync(vault, price);
        await Assertions.Expect(main.Locator(".found")).ToHaveCountAsync(1);
        await Assertions.Expect(main).Not.ToContainTextAsync("stays between us");
        await Eventually.TrueAsync(async () => await quin.Api.CountFoundAsync("tourmaline") == 1, "what was taken back is found no more", TimeSpan.FromSeconds(15));
        await quin.Api.PostAsync(vault, "The tourmaline price, once more");
        await Eventually.TrueAsync(async () => await quin.Api.CountFoundAsync("tourmaline") == 2, "the other is found", TimeSpan.FromSeconds(15));
        await SearchAsync(main, "tourmaline with:vera-trader", 1);
        await SearchAsync(main, "tourmaline in:#vault-talk", 1);
        await main.Locator("[name=query]").FillAsync("from:nobody-here");
        await main.Locator("[name=query]").PressAsync("Enter");
        await Assertions.Expect(main.Locator(".search-problem")).ToContainTextAsync("Nobody here is called “nobody-here”");

        var owner = await VisitAsync(town, town.Owner);
        await owner.Page.GotoAsync("/org/audit-search");
        var row = owner.Page.Locator("[data-audit]").Filter(new() { HasText = "Opal Auditor" });
        await Assertions.Expect(row).ToContainTextAsync("Prices were known outside before noon");
        await Assertions.Expect(row.Locator(".figure")).ToHaveTextAsync("4");
        await Assertions.Expect(owner.Page.Locator(".audit-open, .audit-query")).ToHaveCountAsync(0);
        await row.GetByRole(AriaRole.Button, new() { Name = "End now" }).ClickAsync();
        await Assertions.Expect(row).ToContainTextAsync("ended");

        await main.Locator("[name=query]").FillAsync("tourmaline");
        await main.Locator("[name=query]").PressAsync("Enter");
        await Assertions.Expect(main.GetByRole(AriaRole.Alert)).ToContainTextAsync("The time of this search is over");
        await Assertions.Expect(main.Locator(".found")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task It_is_not_there_for_a_member()
    {
        var town = await towns.TownAsync();
        var member = await VisitAsync(town, await town.SettleAsync("Nell Nosy"));
        await member.Page.GotoAsync("/org/audit-search");
        await Assertions.Expect(member.Page.GetByRole(AriaRole.Heading, new() { Name = "This page is not here" })).ToBeVisibleAsync();
        await Assertions.Expect(member.Page.Locator(".audit-open, [data-audit]")).ToHaveCountAsync(0);
        await Assertions.Expect(member.Page.GetByRole(AriaRole.Heading, new() { Name = "Audit search" })).ToHaveCountAsync(0);
        member.Forgive("404");
    }

    private static async Task SearchAsync(ILocator main, string query, int count)
    {
        await main.Locator("[name=query]").FillAsync(query);
        await main.Locator("[name=query]").PressAsync("Enter");
        await Assertions.Expect(main.Locator(".search-summary")).ToHaveAttributeAsync("data-query", query);
        await Assertions.Expect(main.Locator(".search-summary")).ToHaveTextAsync(count == 1 ? "1 message" : $"{count} messages");
        await Assertions.Expect(main.Locator(".found")).ToHaveCountAsync(count);
    }
}
