using System.Text.RegularExpressions;
using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>390 pixels wide: one thing at a time, and nothing sideways.</summary>
public sealed class PhoneJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    [Fact]
    public async Task One_opens_a_channel_writes_and_goes_back()
    {
        var town = await towns.TownAsync();
        var visitor = await VisitAsync(town, await town.SettleAsync("Una Merkel"), View.Phone);
        var sees = new WorkspacePage(visitor);
        await sees.OpenAsync(town.Path());
        await Assertions.Expect(sees.Sidebar.Root).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Combobox)).ToHaveCountAsync(0);

        await sees.Sidebar.Place("general").TapAsync();
        await sees.IsInAsync("#general");
        await Assertions.Expect(sees.Sidebar.Root).ToBeHiddenAsync();
        await sees.Composer("#general").TypeAsync("Sent from the pier");
        await sees.Composer("#general").Send.TapAsync();
        await sees.Feed("#general").ShowsAsync("Sent from the pier");

        await sees.Main("#general").GetByRole(AriaRole.Link, new() { Name = "Back" }).TapAsync();
        await Assertions.Expect(sees.Sidebar.Root).ToBeVisibleAsync();
        await sees.AddressIsAsync(new Regex($"/w/{town.Slug}$"));
    }

    [Fact]
    public async Task Words_and_code_without_a_break_do_not_widen_the_page()
    {
        var town = await towns.TownAsync();
        var channel = await town.Owner.Api.CreateChannelAsync(town.Workspace, "long-lines", topic: new string('w', 250));
        await town.Owner.Api.PostAsync(channel, new string('x', 2_000));
        await town.Owner.Api.PostAsync(channel, $"```\n{new string('y', 500)}\n```");
        await town.Owner.Api.PostAsync(channel, $"|a|b|c|d|\n|-|-|-|-|\n|{string.Join('|', Enumerable.Repeat(new string('z', 60), 4))}|");
        await town.Owner.Api.PostAsync(channel, $"https://example.test/{new string('u', 300)}");
        var visitor = await VisitAsync(town, town.Owner, View.Phone);
        var sees = new WorkspacePage(visitor);
        await sees.OpenAsync(town.Path($"c/{channel}"));
        await sees.IsInAsync("#long-lines");

        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.scrollingElement.scrollWidth <= innerWidth"));
        Assert.True(await sees.Feed("#long-lines").Root.EvaluateAsync<bool>("log => log.closest('.scroller').scrollWidth <= log.closest('.scroller').clientWidth"));
    }
}
