using Collab.e2e.Fixtures;
using Collab.e2e.Towns;
using Collab.Support;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>An auditor looks at what somebody sees, after a second person has let her; the owner sees that she did, and ends it in the middle of it.</summary>
public sealed class RoamingJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    [Fact]
    public async Task An_auditor_looks_with_four_eyes_reads_only_and_is_put_out_when_it_ends()
    {
        var town = await towns.TownAsync();
        var (orla, pia, rex) = (await town.SettleAsync("Orla Auditor"), await town.SettleAsync("Pia Merchant"), await town.SettleAsync("Rex Merchant"));
        await town.Owner.Api.SetOrganizationRoleAsync(orla.Id, "auditor");
        var vault = await pia.Api.CreateChannelAsync(town.Workspace, "back-room", "private");
        await pia.Api.PostAsync(vault, "The **amber** goes out by night");
        var chat = await pia.Api.OpenChatAsync(rex.Id);
        var hush = await pia.Api.PostAsync(chat, "Rex, not a word of the amber");

        var owner = await VisitAsync(town, town.Owner);
        await owner.Page.GotoAsync("/org/policies");
        var four = owner.Page.Locator("[name=roaming-two]");
        await four.CheckAsync();
        await Assertions.Expect(four).ToBeCheckedAsync();

        var auditor = await VisitAsync(town, orla);
        // A role is known within seconds.
        await Eventually.TrueAsync(async () => await auditor.Page.GotoAsync("/org/roaming") is { Ok: true }, "the console is there for her", TimeSpan.FromSeconds(15));
        auditor.Forgive("404");
        var main = auditor.Page.GetByRole(AriaRole.Main, new() { Name = "Audit view" });
        await main.GetByLabel("Whose places").FillAsync("@pia.merchant");
        await main.GetByLabel("Reason").FillAsync("Goods left the harbour undeclared");
        await main.GetByLabel("Matter").FillAsync("M-311");
        await main.GetByRole(AriaRole.Button, new() { Name = "Ask to look" }).ClickAsync();
        var asked = main.Locator("[data-roaming]").Filter(new() { HasText = "Goods left the harbour undeclared" });
        await Assertions.Expect(asked).ToHaveAttributeAsync("data-state", "waiting");
        await Assertions.Expect(asked.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);

        await owner.Page.GotoAsync("/org/roaming");
        var row = owner.Page.Locator("[data-roaming]").Filter(new() { HasText = "Goods left the harbour undeclared" });
        await row.GetByRole(AriaRole.Button, new() { Name = "Let it be opened" }).ClickAsync();
        await Assertions.Expect(row).ToHaveAttributeAsync("data-state", "open");

        await auditor.Page.ReloadAsync();
        await asked.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Assertions.Expect(main.Locator(".audit-mark")).ToContainTextAsync("Pia Merchant · Goods left the harbour undeclared (M-311)");
        await main.GetByRole(AriaRole.Button, new() { Name = "#back-room" }).ClickAsync();
        var feed = main.Locator(".roam-feed");
        await Assertions.Expect(feed.Locator(".roam-row").Filter(new() { HasText = "goes out by night" }).Locator("strong")).ToHaveTextAsync("amber");
        await main.GetByRole(AriaRole.Button, new() { Name = "Rex Merchant" }).ClickAsync();
        await Assertions.Expect(feed.Locator(".roam-row")).ToContainTextAsync(["not a word of the amber"]);
        await Assertions.Expect(main.Locator("textarea, [contenteditable]")).ToHaveCountAsync(0);
        Assert.Empty(await Accessibility.InBothThemesAsync(auditor.Page, "roaming", theme => auditor.Page.ScreenshotAsync(new() { Path = Path.Combine(House.Artifacts, "..", "screens", $"roaming-{theme}.png".ToLowerInvariant()) })));
        await auditor.Page.SetViewportSizeAsync(390, 844);
        await auditor.Page.ScreenshotAsync(new() { Path = Path.Combine(House.Artifacts, "..", "screens", "roaming-390.png") });
        Assert.True(await auditor.Page.EvaluateAsync<bool>("document.scrollingElement.scrollWidth <= innerWidth + 1"), "It does not scroll sideways on a phone.");
        await auditor.Page.SetViewportSizeAsync(1440, 900);

        await pia.Api.RecallAsync(chat, hush);
        await Assertions.Expect(feed.Locator("[data-state=recalled]")).ToContainTextAsync("Pia Merchant recalled a message");
        await Assertions.Expect(feed).Not.ToContainTextAsync("not a word");

        await row.GetByRole(AriaRole.Button, new() { Name = "End now" }).ClickAsync();
        await Assertions.Expect(row).ToHaveAttributeAsync("data-state", "ended");
        await main.GetByRole(AriaRole.Button, new() { Name = "#back-room" }).ClickAsync();
        await Assertions.Expect(main.GetByRole(AriaRole.Alert)).ToContainTextAsync("This view is not open");
        await Assertions.Expect(main.Locator(".roam-row")).ToHaveCountAsync(0);
        await owner.Page.GotoAsync("/org/policies");
        await four.UncheckAsync();
    }

    [Fact]
    public async Task It_is_not_there_for_a_member()
    {
        var town = await towns.TownAsync();
        var member = await VisitAsync(town, await town.SettleAsync("Nora Nosy"));
        await member.Page.GotoAsync("/org/roaming");
        await Assertions.Expect(member.Page.GetByRole(AriaRole.Heading, new() { Name = "This page is not here" })).ToBeVisibleAsync();
        await Assertions.Expect(member.Page.Locator(".audit-open, [data-roaming]")).ToHaveCountAsync(0);
        member.Forgive("404");
    }
}
