using System.Globalization;
using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>One of two database servers is away for a while: its places wait, the others do not.</summary>
public sealed class ShardAwayJourney(BrowserFixture browser) : Journey(browser)
{
    private const int Buckets = 1024;

    [Fact]
    public async Task Only_the_places_of_a_server_that_is_away_wait_and_what_is_said_there_goes_out_when_it_is_back()
    {
        var town = Own(await Town.FoundAsync(await Site.OnMariaDbAsync()));
        var (ada, bo) = (town.Owner, await town.SettleAsync("Bo Diddley"));
        var (near, far) = (await ChannelAsync(town, isFar: false, bo), await ChannelAsync(town, isFar: true, bo));
        var root = await ada.Api.PostAsync(far.Id, "Said before");
        await ada.Api.ReplyAsync(far.Id, root, "Replied before");
        var (adaComes, boComes) = (await VisitAsync(town, ada), await VisitAsync(town, bo));
        var (adaSees, boSees) = (new WorkspacePage(adaComes), new WorkspacePage(boComes));
        await adaSees.OpenAsync(town.Path($"c/{far.Id}"));
        await adaSees.IsInAsync(far.Title);
        await adaSees.Feed(far.Title).ShowsAsync("Said before");

        await town.Site.UpperShards.CrashAsync();
        foreach (var text in (string[])["one", "two", "three"])
        {
            await adaSees.Composer(far.Title).SayAsync(text);
        }

        // In place: what was read stays, what was said waits, and the place says why.
        await Assertions.Expect(adaSees.Main(far.Title).Locator("[data-away]")).ToContainTextAsync("temporarily unavailable", new() { Timeout = 20_000 });
        await Assertions.Expect(adaSees.Feed(far.Title).Unsent).ToHaveCountAsync(3);
        await Assertions.Expect(adaSees.Feed(far.Title).NotSent).ToHaveCountAsync(0);
        await adaSees.Feed(far.Title).ShowsAsync("Said before");

        // A page that comes meanwhile: the sidebar has what there is, and says that it is not all.
        await boSees.OpenAsync(town.Path($"c/{near.Id}"));
        await boSees.IsInAsync(near.Title);
        await Assertions.Expect(boSees.Sidebar.Root.Locator("[data-away]")).ToContainTextAsync("Some places are temporarily unavailable.");
        await boSees.Composer(near.Title).SayAsync("Here all is well");
        await boSees.Feed(near.Title).ShowsAsync("Here all is well");
        await boComes.Page.GotoAsync(town.Path($"c/{far.Id}"));
        await Assertions.Expect(boComes.Page.Locator("main [data-away]")).ToContainTextAsync("It opens by itself");

        // The directory of channels has all of them, and knows what it does not know; a thread waits like its place.
        await boComes.Page.GotoAsync(town.Path("browse"));
        var listed = boComes.Page.Locator(".channel-list > li");
        await Assertions.Expect(listed.Filter(new() { HasText = near.Name })).ToContainTextAsync("2 members");
        await Assertions.Expect(listed.Filter(new() { HasText = far.Name })).ToContainTextAsync("temporarily unavailable");
        await Assertions.Expect(listed.Filter(new() { HasText = far.Name }).GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await boComes.Page.GotoAsync(town.Path($"c/{far.Id}/t/{root}"));
        await Assertions.Expect(boComes.Page.GetByRole(AriaRole.Complementary).Locator("[data-away]")).ToContainTextAsync("It opens by itself");

        // Programs.
        var (status, again, problem) = await ada.Api.AskAsync($"streams/{far.Id}/messages");
        Assert.Equal((503, true, true), (status, again > TimeSpan.Zero, problem.Contains("\"unavailable\"", StringComparison.Ordinal)));
        Assert.True((bool?)(await bo.Api.GetAsync("places"))["isPartial"]);
        Assert.NotEmpty(await bo.Api.TextsAsync(near.Id));

        // A channel that would lie there cannot be made now; its name is kept, and so is what was typed.
        var maker = new WorkspacePage(await VisitAsync(town, ada));
        await maker.OpenAsync(town.Path($"c/{near.Id}"));
        var begun = await BeginChannelAsync(maker);

        // A node that is started again meanwhile serves the rest.
        await town.Site.Nodes[1].StopAsync();
        await town.Site.Nodes[1].StartAgainAsync(TestContext.Current.CancellationToken);
        using var there = bo.Api.At(town.Site.Nodes[1].Address);
        Assert.Equal(503, (await there.AskAsync($"streams/{far.Id}/messages")).Status);
        await there.PostAsync(near.Id, "Here as well");
        await adaSees.Feed(far.Title).ShowsAsync("Said before");
        await Assertions.Expect(adaSees.Feed(far.Title).NotSent).ToHaveCountAsync(0);

        await town.Site.UpperShards.StartAgainAsync(TestContext.Current.CancellationToken);
        foreach (var text in (string[])["one", "two", "three"])
        {
            await adaSees.Feed(far.Title).ShowsAsync(text, timeout: 40_000);
        }

        await Assertions.Expect(adaSees.Feed(far.Title).Unsent).ToHaveCountAsync(0);
        await Assertions.Expect(adaComes.Page.Locator("[data-away]")).ToHaveCountAsync(0, new() { Timeout = 20_000 });
        await Assertions.Expect(maker.Dialog.GetByLabel("Name")).ToHaveValueAsync(begun);
        await maker.Dialog.GetByRole(AriaRole.Button, new() { Name = "Create channel" }).ClickAsync();
        await maker.IsInAsync($"#{begun}");
        Assert.Equal(["Said before", "one", "two", "three"], (await ada.Api.TextsAsync(far.Id)).TakeLast(4));
        Assert.Equal(["Said before", "one", "two", "three"], (await adaSees.Feed(far.Title).TextsAsync()).TakeLast(4));
        await boSees.IsInAsync(far.Title);
        await boSees.Feed(far.Title).ShowsAsync("three", timeout: 20_000);
        await Assertions.Expect(boComes.Page.GetByRole(AriaRole.Complementary)).ToContainTextAsync("Replied before", new() { Timeout = 20_000 });
        await Assertions.Expect(boComes.Page.Locator("[data-away]")).ToHaveCountAsync(0, new() { Timeout = 20_000 });
        await Assertions.Expect(boSees.Sidebar.Place(far.Name)).ToHaveCountAsync(1);
    }

    // Until one falls to the server that is away.
    private static async Task<string> BeginChannelAsync(WorkspacePage sees)
    {
        for (var i = 1; ; i++)
        {
            await sees.Sidebar.CreateChannel.ClickAsync();
            await sees.Dialog.GetByLabel("Name").FillAsync($"begun-{i}");
            await sees.Dialog.GetByRole(AriaRole.Button, new() { Name = "Create channel" }).ClickAsync();
            var refused = sees.Dialog.GetByRole(AriaRole.Alert).Filter(new() { HasText = "The name is kept for you" });
            await Assertions.Expect(refused.Or(sees.Main($"#begun-{i}"))).ToBeVisibleAsync(new() { Timeout = 20_000 });
            if (await refused.IsVisibleAsync())
                return $"begun-{i}";
        }
    }

    // Channels draw their buckets at random; the upper half lies on the second server.
    private static async Task<(string Id, string Name, string Title)> ChannelAsync(Town town, bool isFar, Resident member)
    {
        for (var i = 1; ; i++)
        {
            var name = $"{(isFar ? "far" : "near")}-{i}";
            var id = await town.Owner.Api.CreateChannelAsync(town.Workspace, name);
            if (long.Parse(id, CultureInfo.InvariantCulture) % Buckets >= Buckets / 2 == isFar)
            {
                await town.Owner.Api.AddAsync(id, member.Id);
                return (id, name, $"#{name}");
            }
        }
    }
}
