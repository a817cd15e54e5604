using Collab.Domain.Shared.Ids;
using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Collab.Support;
using Microsoft.Playwright;
using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>A channel lets its messages disappear, and they do, on every page.</summary>
public sealed class ExpiryJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    [Fact]
    public async Task Messages_disappear_from_every_page_after_the_time_that_a_manager_has_set()
    {
        var town = await towns.TownAsync();
        var (una, viv) = (await town.SettleAsync("Una Transient"), await town.SettleAsync("Viv Watcher"));
        var sand = await una.Api.CreateChannelAsync(town.Workspace, "sand-bank");
        await viv.Api.JoinAsync(sand);
        await una.Api.PostAsync(sand, "This stays in the sand");
        var (unas, vivs, home, found) = (await VisitAsync(town, una), await VisitAsync(town, viv), await VisitAsync(town, viv), await VisitAsync(town, viv));
        var (writes, reads, sees) = (new WorkspacePage(unas), new WorkspacePage(vivs), new WorkspacePage(home));
        foreach (var page in new[] { writes, reads })
        {
            await page.OpenAsync(town.Path($"c/{sand}"));
            await page.IsInAsync("#sand-bank");
        }

        // A time that is not among those offered; everybody sees that it holds, and who has set it.
        await writes.Main("#sand-bank").GetByLabel("More actions").ClickAsync();
        await writes.MenuItem("Disappearing messages").ClickAsync();
        var dialog = unas.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Messages disappear after").SelectOptionAsync("Another time…");
        await dialog.GetByLabel("How many").FillAsync("2");
        await dialog.GetByLabel("Of what").SelectOptionAsync("hours");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        await Assertions.Expect(reads.Main("#sand-bank").Locator(".badge[data-lifetime]")).ToHaveAttributeAsync("title", "Messages disappear after 2 hours");
        await Assertions.Expect(reads.Feed("#sand-bank").Root).ToContainTextAsync("Una Transient set messages to disappear after 2 hours");
        Assert.False(await reads.Main("#sand-bank").GetByRole(AriaRole.Menuitem, new() { Name = "Disappearing messages", IncludeHidden = true }).CountAsync() > 0);

        await writes.Composer("#sand-bank").SayAsync("@viv.watcher An evanescible remark");
        await reads.Feed("#sand-bank").ShowsAsync("evanescible");
        var seq = long.Parse((await reads.Feed("#sand-bank").Row("evanescible").GetAttributeAsync("data-seq"))!, CultureInfo.InvariantCulture);
        await reads.Feed("#sand-bank").Row("evanescible").FocusAsync();
        await vivs.Page.Keyboard.PressAsync("Shift+F10");
        await Assertions.Expect(reads.Feed("#sand-bank").Menu).ToContainTextAsync(new Regex("Disappears on .*\\d{4}"));
        await vivs.Page.Keyboard.PressAsync("Escape");
        await sees.OpenAsync(town.Path("people"));
        await Eventually.TrueAsync(async () => await viv.Api.CountFoundAsync("evanescible") == 1, "it is found", TimeSpan.FromSeconds(15));
        await new WorkspacePage(found).OpenAsync(town.Path("search"));
        await new SearchPage(found.Page).FindsAsync("evanescible", "remark");

        // Two hours go by.
        await town.Site.ExpireAsync(StreamId.Parse(sand, CultureInfo.InvariantCulture));
        await writes.Feed("#sand-bank").ShowsNothingOfAsync("evanescible");
        await reads.Feed("#sand-bank").ShowsNothingOfAsync("evanescible");
        await reads.Feed("#sand-bank").ShowsAsync("This stays in the sand");
        await Assertions.Expect(reads.Feed("#sand-bank").Root.Locator("[data-state='recalled']")).ToHaveCountAsync(0);
        await Assertions.Expect(found.Page.Locator(".found")).ToHaveCountAsync(0);
        Assert.Equal(404, (await viv.Api.AskAsync($"streams/{sand}/messages/{seq.ToString(CultureInfo.InvariantCulture)}")).Status);
        await Eventually.TrueAsync(async () => await viv.Api.CountFoundAsync("evanescible") == 0, "it is not found", TimeSpan.FromSeconds(15));
        foreach (var page in new[] { unas, vivs, home })
            await Eventually.TrueAsync(async () => !(await page.Page.EvaluateAsync<string>("document.documentElement.outerHTML")).Contains("evanescible", StringComparison.Ordinal), $"{page.Name} has it no more");
    }
}
