using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Collab.Support;
using Collab.Support.Servers;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>Two nodes behind a balancer: one is drained, stopped and killed, and its people go on at the other.</summary>
public sealed class NodesJourney(BrowserFixture browser) : Journey(browser)
{
    private const string Place = "#general";
    private const string Draft = "What Cy was about to s";

    [Fact]
    public async Task People_of_a_node_that_drains_stops_or_dies_go_on_at_the_other_where_they_were()
    {
        var town = Own(await Town.FoundAsync(await Site.OnMariaDbAsync()));
        var (one, two) = (town.Site.Nodes[0], town.Site.Nodes[1]);
        var (ada, cy) = (town.Owner, await town.SettleAsync("Cy Twombly"));
        var channel = await ada.Api.FindChannelAsync(town.Workspace, "general");
        await ada.Api.PostManyAsync(channel, 70, i => $"Said before, number {i}.");
        var balancer = Own(Wire.Between(town.Site.Nodes));
        var adaComes = await VisitAsync(town, ada, wire: balancer);
        var cyComes = await VisitAsync(town, cy, wire: balancer);
        var (adaSees, cySees) = (new WorkspacePage(adaComes), new WorkspacePage(cyComes));
        await adaSees.OpenAsync(town.Path($"c/{channel}"));
        await adaSees.IsInAsync(Place);
        await cySees.OpenAsync(town.Path($"c/{channel}"));
        await cySees.IsInAsync(Place);
        await cySees.Feed(Place).ShowsAsync("Said before, number 1.");
        await cySees.Composer(Place).TypeAsync(Draft);
        var stood = (await cySees.Feed(Place).FirstVisibleAsync()).Seq;

        // Drained from the other node's console: it keeps running, and is empty.
        var admin = await VisitAsync(town.Site, "the admin", node: 1);
        await admin.Page.Context.AddCookiesAsync(ada.Cookies);
        await admin.Page.GotoAsync("/org/nodes");
        var row = admin.Page.Locator("tr[data-node='node-1']");
        await MarkAsync(adaComes, cyComes);
        await row.GetByRole(AriaRole.Button, new() { Name = "Drain node-1" }).ClickAsync();
        await admin.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Drain", Exact = true }).ClickAsync();
        await Assertions.Expect(row).ToHaveAttributeAsync("data-state", "draining", new() { Timeout = 20_000 });
        await WasMovedAsync(adaComes, cyComes);
        await GoesOnAsync(cySees, stood);
        await row.GetByRole(AriaRole.Button, new() { Name = "Take people again node-1" }).ClickAsync();
        await Assertions.Expect(row).ToHaveAttributeAsync("data-state", "up", new() { Timeout = 20_000 });
        await admin.Page.CloseAsync();
        await Eventually.TrueAsync(() => one.IsReadyAsync(), "node-1 takes people again");

        // Stopped in good order: what is said at that moment is said once.
        await MarkAsync(adaComes, cyComes);
        var stopping = two.StopAsync();
        await SayAsync(adaSees, "Said while node-2 stops");
        await stopping;
        await WasMovedAsync(adaComes, cyComes);
        await adaSees.Feed(Place).ShowsAsync("Said while node-2 stops", timeout: 20_000);
        await GoesOnAsync(cySees, stood);
        await two.StartAgainAsync(TestContext.Current.CancellationToken);

        // Killed amid sends.
        await MarkAsync(adaComes, cyComes);
        string[] said = [.. Enumerable.Range(1, 6).Select(i => $"Said while node-1 dies, {i}")];
        await SayAsync(adaSees, said[0]);
        var killed = one.KillAsync();
        foreach (var text in said.Skip(1))
        {
            await SayAsync(adaSees, text);
        }

        await killed;
        await WasMovedAsync(adaComes, cyComes);
        foreach (var text in said)
        {
            await adaSees.Feed(Place).ShowsAsync(text, timeout: 20_000);
        }

        await Assertions.Expect(adaSees.Feed(Place).Unsent).ToHaveCountAsync(0);
        await GoesOnAsync(cySees, stood);
        using var there = ada.Api.At(two.Address);
        Assert.Equal(["Said while node-2 stops", .. said], (await there.TextsAsync(channel)).TakeLast(said.Length + 1));

        // Live again, and nobody was signed out.
        await there.PostAsync(channel, "Said at the node that is left");
        await adaSees.Feed(Place).ShowsAsync("Said at the node that is left", timeout: 20_000);
        adaComes.ForgiveLostConnection();
        cyComes.ForgiveLostConnection();
        adaComes.Forgive("503");
        cyComes.Forgive("503");
    }

    // The page may be loaded again between the last key and Enter: then the text is still there, and Enter is pressed once more.
    private static async Task SayAsync(WorkspacePage page, string text)
    {
        var composer = page.Composer(Place);
        await composer.TypeAsync(text);
        await Eventually.TrueAsync(
            async () =>
            {
                await composer.IsReadyAsync();
                if ((await composer.Text.InputValueAsync()).Length > 0)
                {
                    await composer.Text.PressAsync("Enter");
                }

                return (await composer.Text.InputValueAsync()).Length == 0;
            },
            $"“{text}” is said",
            TimeSpan.FromSeconds(30));
    }

    private static async Task GoesOnAsync(WorkspacePage page, long stood)
    {
        await page.IsInAsync(Place);
        await Assertions.Expect(page.Composer(Place).Text).ToHaveValueAsync(Draft);
        Assert.Equal(stood, (await page.Feed(Place).FirstVisibleAsync()).Seq);
    }

    // A page that was loaded again at another node has lost the mark.
    private static Task MarkAsync(params Visitor[] visitors) => Task.WhenAll(visitors.Select(v => v.Page.EvaluateAsync("window.mark = true")));

    private static async Task WasMovedAsync(params Visitor[] visitors)
    {
        foreach (var visitor in visitors)
        {
            await Eventually.TrueAsync(() => WasMovedAsync(visitor.Page), $"{visitor.Name} is at the other node", TimeSpan.FromSeconds(40));
            await new WorkspacePage(visitor).IsLiveAsync();
        }
    }

    private static async Task<bool> WasMovedAsync(IPage page)
    {
        try
        {
            return await page.EvaluateAsync<bool>("() => window.mark === undefined");
        }
        catch (PlaywrightException)
        {
            // It is on its way.
            return false;
        }
    }
}
