using System.Text.RegularExpressions;
using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>What a screen reader is told of the open place.</summary>
public sealed class NewsJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    [Fact]
    public async Task A_new_message_is_spoken_once_a_burst_is_summed_up_and_ones_own_is_sent()
    {
        var town = await towns.TownAsync();
        var (nell, otis, pia) = (await town.SettleAsync("Nell Buoy"), await town.SettleAsync("Otis Keel"), await town.SettleAsync("Pia Mast"));
        var channel = await nell.Api.CreateChannelAsync(town.Workspace, "galley");
        await otis.Api.JoinAsync(channel);
        await pia.Api.JoinAsync(channel);
        await otis.Api.PostAsync(channel, "From before");
        var visitor = await VisitAsync(town, nell);
        await visitor.Page.AddInitScriptAsync(
            """
            window.spoken = [];
            addEventListener('DOMContentLoaded', () => new MutationObserver(changes => changes.forEach(change =>
              change.target.dataset?.news && change.addedNodes.forEach(node => window.spoken.push(`${change.target.dataset.news}: ${node.textContent}`))))
              .observe(document.body, { subtree: true, childList: true }));
            """);
        var sees = new WorkspacePage(visitor);
        await sees.OpenAsync(town.Path($"c/{channel}"));
        await sees.IsInAsync("#galley");

        await otis.Api.PostAsync(channel, "Good **morning**.");
        await SpokenAsync(visitor, "polite: Otis Keel: Good morning.");
        await Task.WhenAll(otis.Api.PostAsync(channel, "one"), otis.Api.PostAsync(channel, "two"), pia.Api.PostAsync(channel, "three"));
        await SpokenAsync(visitor, "polite: Otis Keel: Good morning.", "polite: 3 new messages from 2 people");
        await otis.Api.ReactAsync(channel, 3, "👍");
        await sees.Composer("#galley").SayAsync("Aye");
        await sees.Feed("#galley").ShowsAsync("Aye");
        await SpokenAsync(visitor, "polite: Otis Keel: Good morning.", "polite: 3 new messages from 2 people", "polite: Sent");
    }

    [Fact]
    public async Task A_message_that_is_refused_is_told_at_once_and_once_and_marks_its_place()
    {
        var town = await towns.TownAsync();
        var channel = await town.Owner.Api.CreateChannelAsync(town.Workspace, "bilge");
        var rex = await town.SettleAsync("Rex Plank");
        await rex.Api.JoinAsync(channel);
        var visitor = await VisitAsync(town, rex);
        var sees = new WorkspacePage(visitor);
        await sees.OpenAsync(town.Path($"c/{channel}"));
        await sees.IsInAsync("#bilge");

        await visitor.Page.EvaluateAsync("place => localStorage.setItem('collab.outbox', JSON.stringify([{ place, text: ' ', key: 'k1', at: Date.now(), state: 'waiting', user: document.querySelector('.main .feed').dataset.me }]))", channel);
        await visitor.Page.ReloadAsync();
        await sees.IsInAsync("#bilge");
        await Assertions.Expect(visitor.Page.Locator("[data-news='assertive']")).ToHaveTextAsync(new Regex("^Not sent: "));
        await sees.GoToAsync("#general");
        await Assertions.Expect(sees.Sidebar.Place("bilge")).ToHaveAttributeAsync("aria-label", "bilge, channel, message not sent");
        await Assertions.Expect(sees.Sidebar.Place("bilge").Locator(".unsent")).ToBeVisibleAsync();
    }

    private static Task SpokenAsync(Visitor visitor, params string[] words) =>
        Collab.Support.Eventually.TrueAsync(
            async () => (await visitor.Page.EvaluateAsync<string[]>("window.spoken")).SequenceEqual(words), $"it was spoken: {string.Join(" | ", words)}");
}
