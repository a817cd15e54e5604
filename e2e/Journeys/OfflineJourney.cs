using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Collab.Support;
using Collab.Support.Servers;
using Microsoft.Playwright;
using Xunit;
using static Collab.e2e.Fixtures.Accessibility;

namespace Collab.e2e.Journeys;

/// <summary>Without a network: what the device has kept is shown, what was written goes out later, and nobody else can read it.</summary>
public sealed class OfflineJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    private static readonly string Screens = Path.Combine(House.Artifacts, "..", "screens");

    [Fact]
    public async Task Without_a_network_the_recent_messages_are_shown_and_the_page_comes_back_by_itself()
    {
        var (town, wire) = (await towns.TownAsync(), await WireAsync());
        var olga = await town.SettleAsync("Olga Offshore");
        var reef = await olga.Api.CreateChannelAsync(town.Workspace, "outer-reef");
        await town.Owner.Api.JoinAsync(reef);
        await town.Owner.Api.PostAsync(reef, "The **lighthouse** is at 54.18 N");
        var last = await olga.Api.PostAsync(reef, "I have it in sight");
        await olga.Api.ReactAsync(reef, last, "👍");
        var cove = await olga.Api.CreateChannelAsync(town.Workspace, "cove-unseen");
        await olga.Api.PostAsync(cove, "Never opened here");
        var tide = await olga.Api.CreateChannelAsync(town.Workspace, "tide");
        await olga.Api.PostAsync(tide, "Stays as a stone does");
        await olga.Api.SetLifetimeAsync(tide, 7 * 86_400);
        await olga.Api.PostAsync(tide, "Gone in a week");
        var visitor = await VisitAsync(town, olga, wire: wire);
        var (sees, offline) = (new WorkspacePage(visitor), new OfflinePage(visitor));
        await sees.OpenAsync(town.Path($"c/{reef}"));
        await sees.IsInAsync("#outer-reef");
        await offline.KeepsAsync("I have it in sight");
        await sees.GoToAsync("#tide");
        await offline.KeepsAsync("Gone in a week");
        await offline.IsPreparedAsync();

        wire.Cut();
        await visitor.Page.GotoAsync(town.Path($"c/{reef}"));
        await Assertions.Expect(offline.Banner).ToContainTextAsync("You are offline.");
        await Assertions.Expect(offline.Rows.Filter(new() { HasText = "54.18 N" }).Locator("strong")).ToHaveTextAsync("lighthouse");
        await Assertions.Expect(offline.Rows.Last).ToContainTextAsync("I have it in sight");
        await Assertions.Expect(visitor.Page.Locator("textarea, .rows button")).ToHaveCountAsync(0);
        var findings = await InBothThemesAsync(visitor.Page, "offline", theme => PictureAsync(visitor.Page, View.Desktop, theme));
        Assert.True(findings.Count == 0, string.Join('\n', findings));
        await visitor.Page.SetViewportSizeAsync(View.Phone.Width, View.Phone.Height);
        await InBothThemesAsync(visitor.Page, "offline", theme => PictureAsync(visitor.Page, View.Phone, theme));
        await visitor.Page.SetViewportSizeAsync(View.Desktop.Width, View.Desktop.Height);

        // What disappears does so here as well, by this device's clock.
        await visitor.Page.GotoAsync(town.Path($"c/{tide}"));
        await Assertions.Expect(offline.Rows.Last).ToContainTextAsync("Gone in a week");
        await visitor.Page.Clock.InstallAsync(new() { TimeDate = TimeProvider.System.GetUtcNow().AddDays(8).UtcDateTime });
        await visitor.Page.GotoAsync(town.Path($"c/{tide}"));
        await Assertions.Expect(offline.Rows.Last).ToContainTextAsync("Stays as a stone does");
        await Assertions.Expect(visitor.Page.Locator("body")).Not.ToContainTextAsync("Gone in a week");
        await Assertions.Expect(visitor.Page.Locator(".offline-shell .divider.day")).Not.ToHaveTextAsync("Today");

        // A place that was not opened here is not there, and the list says which are.
        await visitor.Page.GotoAsync(town.Path($"c/{cove}"));
        await Assertions.Expect(offline.Nothing).ToContainTextAsync("This place was not opened on this device lately");
        await offline.Place("#outer-reef").ClickAsync();
        await Assertions.Expect(offline.Rows.Last).ToContainTextAsync("I have it in sight");

        wire.Mend();
        await sees.IsInAsync("#outer-reef");
        await sees.Composer("#outer-reef").SayAsync("Back on the air");
        await sees.Feed("#outer-reef").ShowsAsync("Back on the air");
        visitor.ForgiveLostConnection();
    }

    [Fact]
    public async Task What_was_written_without_a_network_goes_out_once_even_when_the_page_was_closed_meanwhile()
    {
        var (town, wire) = (await towns.TownAsync(), await WireAsync());
        var otto = await town.SettleAsync("Otto Overboard");
        var raft = await otto.Api.CreateChannelAsync(town.Workspace, "raft");
        await otto.Api.PostAsync(raft, "All aboard");
        var visitor = await VisitAsync(town, otto, wire: wire);
        var (sees, offline) = (new WorkspacePage(visitor), new OfflinePage(visitor));
        await sees.OpenAsync(town.Path($"c/{raft}"));
        await sees.IsInAsync("#raft");
        await offline.KeepsAsync("All aboard");
        await offline.IsPreparedAsync();

        wire.Cut();
        await sees.ConnectionIsAsync("reconnecting");
        await sees.Composer("#raft").SayAsync("First bottle");
        await sees.Composer("#raft").SayAsync("Second bottle");
        await sees.Composer("#raft").TypeAsync("A third, half wri");
        await visitor.Page.GotoAsync(town.Path($"c/{raft}"));
        await Assertions.Expect(offline.Waiting).ToHaveCountAsync(3);
        await Assertions.Expect(offline.Waiting.First).ToContainTextAsync("First bottle");
        await Assertions.Expect(offline.Waiting.Nth(1)).ToContainTextAsync("Second bottle");
        await Assertions.Expect(offline.Waiting.Last).ToContainTextAsync("Draft, kept on this device");
        Assert.Equal(["All aboard"], await otto.Api.TextsAsync(raft));

        wire.Mend();
        await sees.IsInAsync("#raft");
        await sees.Feed("#raft").ShowsAsync("Second bottle");
        await Assertions.Expect(sees.Composer("#raft").Text).ToHaveValueAsync("A third, half wri");
        await visitor.Page.ReloadAsync();
        await sees.IsInAsync("#raft");
        await Assertions.Expect(sees.Feed("#raft").Unsent).ToHaveCountAsync(0);
        Assert.Equal(["All aboard", "First bottle", "Second bottle"], await otto.Api.TextsAsync(raft));
        visitor.ForgiveLostConnection();
    }

    [Fact]
    public async Task What_is_kept_cannot_be_read_without_the_session_and_is_erased_by_signing_out()
    {
        var (town, wire) = (await towns.TownAsync(), await WireAsync());
        var oona = await town.SettleAsync("Oona Locker");
        var chest = await oona.Api.CreateChannelAsync(town.Workspace, "chest");
        await oona.Api.PostAsync(chest, "The xylographer knows");
        var visitor = await VisitAsync(town, oona, wire: wire);
        var (sees, offline) = (new WorkspacePage(visitor), new OfflinePage(visitor));
        await sees.OpenAsync(town.Path($"c/{chest}"));
        await sees.IsInAsync("#chest");
        await sees.Composer("#chest").TypeAsync("a xylographer's draft");
        await offline.KeepsAsync("The xylographer knows");
        await offline.IsPreparedAsync();
        wire.Cut();
        await sees.ConnectionIsAsync("reconnecting");
        await sees.Composer("#chest").SayAsync("a xylographer's message");
        await sees.Composer("#chest").TypeAsync("a xylographer's draft");

        var atRest = await offline.AtRestAsync();
        Assert.True(atRest.Count(entry => entry.StartsWith("notes ", StringComparison.Ordinal)) >= 2, "a draft and an unsent message are kept");
        Assert.Contains(atRest, entry => entry.StartsWith("windows ", StringComparison.Ordinal));
        Assert.DoesNotContain(atRest, entry => entry.Contains("xylograph", StringComparison.OrdinalIgnoreCase) || entry.Contains("chest", StringComparison.OrdinalIgnoreCase));

        // Hold back what waits, and go: it is said that it would be lost.
        await visitor.Page.GotoAsync("about:blank");
        wire.Mend();
        await visitor.Page.GotoAsync("/signout");
        await Assertions.Expect(visitor.Page.Locator("[data-unsent]")).ToHaveTextAsync("2 messages and drafts have not been sent and would be lost.");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("[data-wipe]")).ToContainTextAsync("is erased");
        await Eventually.TrueAsync(() => visitor.Page.EvaluateAsync<bool>("async () => !(await indexedDB.databases()).some(db => db.name === 'collab')"), "the database is gone");
        Assert.DoesNotContain(await visitor.Page.Context.CookiesAsync(), cookie => cookie.Name is "collab.key" or "collab.device" or "collab");

        wire.Cut();
        await visitor.Page.GotoAsync(town.Path($"c/{chest}"));
        await Assertions.Expect(offline.Nothing).ToContainTextAsync("nobody is signed in on this device");
        await Assertions.Expect(visitor.Page.Locator("body")).Not.ToContainTextAsync("xylographer");
        visitor.ForgiveLostConnection();
    }

    [Fact]
    public async Task What_is_taken_back_goes_from_what_is_kept_wherever_one_is_and_after_an_absence()
    {
        var town = await towns.TownAsync();
        var (oki, lin) = (await town.SettleAsync("Oki Reader"), await town.SettleAsync("Lin Writer"));
        var dune = await lin.Api.CreateChannelAsync(town.Workspace, "dune");
        var dell = await lin.Api.CreateChannelAsync(town.Workspace, "dell");
        await lin.Api.AddAsync(dune, oki.Id);
        await lin.Api.AddAsync(dell, oki.Id);
        var first = await lin.Api.PostAsync(dune, "Quartz one");
        var second = await lin.Api.PostAsync(dune, "Quartz two");
        var third = await lin.Api.PostAsync(dune, "Quartz three");
        var fourth = await lin.Api.PostAsync(dune, "Quartz four");
        await lin.Api.PostAsync(dune, "Quartz five");
        var visitor = await VisitAsync(town, oki);
        var (sees, offline) = (new WorkspacePage(visitor), new OfflinePage(visitor));
        await sees.OpenAsync(town.Path($"c/{dune}"));
        await sees.IsInAsync("#dune");
        await offline.KeepsAsync("Quartz five");

        // While another place is open.
        await sees.GoToAsync("#dell");
        await lin.Api.RecallAsync(dune, first);
        await offline.KeepsAsync("Quartz one", isKept: false);
        Assert.Contains(await offline.KeptAsync(), kept => kept.Contains("Quartz two", StringComparison.Ordinal));

        // While nothing is open: taken back, edited, and deleted for herself on another device.
        await visitor.Page.GotoAsync("/preferences/sessions");
        await lin.Api.RecallAsync(dune, second);
        await lin.Api.EditAsync(dune, third, "Onyx three");
        await oki.Api.HideAsync(dune, fourth);
        await sees.OpenAsync(town.Path($"c/{dell}"));
        await sees.IsInAsync("#dell");
        foreach (var gone in (string[])["Quartz two", "Quartz three", "Quartz four"])
            await offline.KeepsAsync(gone, isKept: false);
        Assert.Contains(await offline.KeptAsync(), kept => kept.Contains("Quartz five", StringComparison.Ordinal));

        // Shown the door: nothing of the place is left.
        await lin.Api.RemoveAsync(dune, oki.Id);
        await offline.KeepsAsync("Quartz five", isKept: false);
    }

    [Fact]
    public async Task A_session_that_ended_elsewhere_locks_what_is_kept_until_she_signs_in_again()
    {
        var town = await towns.TownAsync();
        var odo = await town.SettleAsync("Odo Sailor");
        var hold = await odo.Api.CreateChannelAsync(town.Workspace, "hold");
        await odo.Api.PostAsync(hold, "Basalt in the hold");
        var visitor = await VisitAsync(town.Site, odo.Name);
        var sees = await new SignInPage(visitor).SignInAsync(odo.Who);
        var offline = new OfflinePage(visitor);
        await sees.OpenAsync(town.Path($"c/{hold}"));
        await sees.IsInAsync("#hold");
        await offline.KeepsAsync("Basalt in the hold");
        await sees.Composer("#hold").TypeAsync("Half a sentence about basalt");

        var elsewhere = await VisitAsync(town, odo);
        await elsewhere.Page.GotoAsync("/preferences/sessions");
        await elsewhere.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere else" }).ClickAsync();
        await Assertions.Expect(sees.Banner).ToContainTextAsync("You have been signed out.");
        await Eventually.TrueAsync(async () => !(await offline.AtRestAsync()).Any(entry => entry.StartsWith("windows ", StringComparison.Ordinal)), "what was read is gone");
        Assert.DoesNotContain(await visitor.Page.Context.CookiesAsync(), cookie => cookie.Name == "collab.key");
        Assert.Contains(await offline.AtRestAsync(), entry => entry.StartsWith("notes ", StringComparison.Ordinal));

        await sees.Banner.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await new SignInPage(visitor).EnterAsync(odo.Who.Email, odo.Who.Password);
        await sees.IsInAsync("#hold");
        await Assertions.Expect(sees.Composer("#hold").Text).ToHaveValueAsync("Half a sentence about basalt");
        visitor.Forgive("401");
    }

    [Fact]
    public async Task What_an_older_version_or_a_tab_had_kept_in_the_clear_is_taken_over_by_its_owner_and_nobody_else()
    {
        var town = await towns.TownAsync();
        var (ola, ned) = (await town.SettleAsync("Ola Heir"), await town.SettleAsync("Ned Stranger"));
        var (attic, cellar) = (await ola.Api.CreateChannelAsync(town.Workspace, "heirs-attic"), await ola.Api.CreateChannelAsync(town.Workspace, "heirs-cellar"));
        var visitor = await VisitAsync(town, ola);
        var sees = new WorkspacePage(visitor);
        await visitor.Page.GotoAsync("/preferences/sessions");
        await visitor.Page.EvaluateAsync(
            """
            ([me, other, attic, cellar]) => {
              localStorage.setItem(`collab.draft.${me}.${attic}`, 'mine of before');
              localStorage.setItem(`collab.draft.${other}.${attic}`, 'the velociraptor of before');
              sessionStorage.setItem(`collab.kept.draft.${me}.${cellar}`, JSON.stringify('mine of this tab'));
              sessionStorage.setItem(`collab.kept.draft.${other}.${cellar}`, JSON.stringify('the velociraptor of this tab'));
            }
            """,
            new[] { ola.Id, ned.Id, attic, cellar });

        await sees.OpenAsync(town.Path($"c/{attic}"));
        await sees.IsInAsync("#heirs-attic");
        await Assertions.Expect(sees.Composer("#heirs-attic").Text).ToHaveValueAsync("mine of before");
        await sees.GoToAsync("#heirs-cellar");
        await Assertions.Expect(sees.Composer("#heirs-cellar").Text).ToHaveValueAsync("mine of this tab");
        // What is another's lies where it lay, until she comes.
        var clear = await visitor.Page.EvaluateAsync<string[]>("() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter(name => /^collab\\.(draft|kept)\\./.test(name)).sort()");
        Assert.Equal([$"collab.draft.{ned.Id}.{attic}", $"collab.kept.draft.{ned.Id}.{cellar}"], clear);
        var kept = await visitor.Page.EvaluateAsync<string[]>("async () => { const store = await import('/js/store.js'); await store.open(); return store.values('draft.').map(String); }");
        Assert.DoesNotContain(kept, draft => draft.Contains("velociraptor", StringComparison.Ordinal));
        Assert.Contains("mine of before", kept);
    }

    [Fact]
    public async Task A_new_version_takes_the_place_of_the_old_one_and_the_open_page_stays_as_it_is()
    {
        var site = Own(new TwoVersions((await towns.TownAsync()).Site.Nodes[0].Address));
        var visitor = await OpenAsync("somebody");
        await visitor.Page.GotoAsync(site.Address.ToString());
        await visitor.Page.EvaluateAsync("() => { window.isSame = true; return navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' }); }");
        await KeepsAsync(visitor.Page, "collab-0000000000000001");

        site.Version = "0000000000000002";
        await visitor.Page.EvaluateAsync("async () => { await (await navigator.serviceWorker.ready).update(); }");
        await KeepsAsync(visitor.Page, "collab-0000000000000002");
        Assert.True(await visitor.Page.EvaluateAsync<bool>("window.isSame"));

        // A version whose files cannot be had is not taken: the one before goes on.
        (site.Version, site.Missing) = ("0000000000000003", "/js/offline.js");
        await visitor.Page.EvaluateAsync("async () => { const found = await (await navigator.serviceWorker.ready).update(); const next = found.installing; if (next) await new Promise(resolve => next.addEventListener('statechange', () => next.state === 'redundant' && resolve())); }");
        await KeepsAsync(visitor.Page, "collab-0000000000000002");
        await site.DisposeAsync();
        // A connection that was kept open may be answered once more, with nothing.
        await Eventually.TrueAsync(() => visitor.Page.EvaluateAsync<bool>("() => fetch('/health/live', { cache: 'no-store' }).then(() => false, () => true)"), "the site is away");
        await visitor.Page.GotoAsync(site.Address + "w/harbour");
        await Assertions.Expect(new OfflinePage(visitor).Banner).ToContainTextAsync("You are offline.");
        visitor.ForgiveLostConnection();
        visitor.Forgive("404");
    }

    private static Task KeepsAsync(IPage page, string cache) =>
        Eventually.TrueAsync(async () => await page.EvaluateAsync<string>("async () => (await navigator.serviceWorker.getRegistration())?.active ? (await caches.keys()).join() : ''") == cache, $"{cache} alone is kept");

    private async Task<Wire> WireAsync() => Own(Wire.To((await towns.TownAsync()).Site.Nodes[0]));

    private static Task PictureAsync(IPage page, View view, ColorScheme theme) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Screens, $"offline-{view.Width}-{theme}.png".ToLowerInvariant()), Animations = ScreenshotAnimations.Disabled });
}
