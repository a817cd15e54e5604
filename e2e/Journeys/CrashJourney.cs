using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>The only process is killed, as by a power cut, while people write.</summary>
public sealed class CrashJourney(BrowserFixture browser) : Journey(browser)
{
    private const string Place = "#general";

    [Fact]
    public async Task After_a_crash_unsent_messages_go_out_once_in_order_and_the_draft_and_place_are_kept()
    {
        var town = Own(await Town.FoundAsync(await Site.OnSqliteAsync()));
        var node = town.Site.Nodes[0];
        var (ada, bo) = (town.Owner, await town.SettleAsync("Bo Diddley"));
        var channel = await ada.Api.FindChannelAsync(town.Workspace, "general");
        await ada.Api.PostManyAsync(channel, 80, i => $"Before the crash, number {i}.");
        var adaComes = await VisitAsync(town, ada);
        var boComes = await VisitAsync(town, bo);
        var (adaSees, boSees) = (new WorkspacePage(adaComes), new WorkspacePage(boComes));
        await boSees.OpenAsync(town.Path($"c/{channel}"));
        await boSees.IsInAsync(Place);
        await boSees.Feed(Place).ShowsAsync("Before the crash, number 1.");
        await adaSees.OpenAsync(town.Path($"c/{channel}"));
        await adaSees.IsInAsync(Place);
        await adaSees.Composer(Place).IsReadyAsync();
        await boSees.Composer(Place).IsReadyAsync();
        var stood = await boSees.Feed(Place).FirstVisibleAsync();

        string[] writtenByAda = [.. Enumerable.Range(1, 8).Select(i => $"Ada counts {i}")];
        await adaSees.Composer(Place).SayAsync(writtenByAda[0]);
        await adaSees.Composer(Place).SayAsync(writtenByAda[1]);
        var killed = node.KillAsync();
        foreach (var text in writtenByAda.Skip(2))
        {
            await adaSees.Composer(Place).SayAsync(text);
        }

        await killed;
        await boSees.Composer(Place).TypeAsync("What Bo was about to s");
        await adaSees.ConnectionIsAsync("reconnecting");
        await adaSees.Composer(Place).TypeAsync("What Ada was about to s");
        await Assertions.Expect(adaSees.Feed(Place).Unsent).Not.ToHaveCountAsync(0);

        await node.StartAgainAsync(TestContext.Current.CancellationToken);
        await adaSees.IsLiveAsync();
        await boSees.IsLiveAsync();
        foreach (var text in writtenByAda)
        {
            await adaSees.Feed(Place).ShowsAsync(text, timeout: 20_000);
        }

        await Assertions.Expect(adaSees.Feed(Place).Unsent).ToHaveCountAsync(0);
        Assert.Equal(writtenByAda, (await ada.Api.TextsAsync(channel)).TakeLast(writtenByAda.Length));
        Assert.Equal(writtenByAda, (await adaSees.Feed(Place).TextsAsync()).TakeLast(writtenByAda.Length));
        await Assertions.Expect(adaSees.Composer(Place).Text).ToHaveValueAsync("What Ada was about to s");
        await Assertions.Expect(boSees.Composer(Place).Text).ToHaveValueAsync("What Bo was about to s");
        await boSees.IsInAsync(Place);
        Assert.Equal(stood.Seq, (await boSees.Feed(Place).FirstVisibleAsync()).Seq);
        adaComes.ForgiveLostConnection();
        boComes.ForgiveLostConnection();
    }
}
