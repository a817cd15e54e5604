using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>What one may not see looks exactly like what does not exist.</summary>
public sealed class OutsiderJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    private const string NotHere = "This is not here, or you do not have access.";

    [Fact]
    public async Task A_private_channel_an_unknown_id_and_a_left_place_are_the_same_page()
    {
        var town = await towns.TownAsync();
        var (ada, cy) = (town.Owner, await town.SettleAsync("Cy Young"));
        var secret = await ada.Api.CreateChannelAsync(town.Workspace, "board", "private");
        await ada.Api.PostAsync(secret, "We sell the harbour");
        var left = await ada.Api.CreateChannelAsync(town.Workspace, "pantry", "private");
        await ada.Api.AddAsync(left, cy.Id);
        await ada.Api.RemoveAsync(left, cy.Id);
        var chat = await ada.Api.OpenChatAsync((await town.SettleAsync("Di Prince")).Id);

        var visitor = await VisitAsync(town, cy);
        var sees = new WorkspacePage(visitor);
        var pages = new List<string>();
        foreach (var rest in (string[])[$"c/{secret}", $"c/{left}", $"c/{secret}/m/1", $"d/{chat}", "c/7205759403792793601", "c/no-such-channel", "c/board", $"c/{secret}/members"])
        {
            await sees.OpenAsync(town.Path(rest));
            await Assertions.Expect(visitor.Page).ToHaveTitleAsync("Not here · Harbour");
            await Assertions.Expect(visitor.Page.GetByText(NotHere)).ToBeVisibleAsync();
            await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Go to Harbour" })).ToBeVisibleAsync();
            await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Complementary)).ToHaveCountAsync(0);
            pages.Add($"{await visitor.Page.TitleAsync()}\n{await visitor.Page.GetByRole(AriaRole.Main, new() { Name = "Not here" }).InnerTextAsync()}");
        }

        Assert.Single(pages.Distinct());
        Assert.DoesNotContain("board", pages[0], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Who_is_removed_while_looking_sees_nothing_more_at_once()
    {
        var town = await towns.TownAsync();
        var (ada, eve) = (town.Owner, await town.SettleAsync("Eve Online"));
        var channel = await ada.Api.CreateChannelAsync(town.Workspace, "cellar", "private");
        await ada.Api.AddAsync(channel, eve.Id);
        var seq = await ada.Api.PostAsync(channel, "The key is under the mat");
        await ada.Api.ReplyAsync(channel, seq, "And the mat is blue");
        var visitor = await VisitAsync(town, eve);
        var sees = new WorkspacePage(visitor);
        await sees.OpenAsync(town.Path($"c/{channel}/t/{seq}"));
        await sees.Feed("#cellar").ShowsAsync("The key is under the mat");
        await sees.Thread.ShowsAsync("And the mat is blue");

        await ada.Api.RemoveAsync(channel, eve.Id);

        await Assertions.Expect(visitor.Page.GetByText("The key is under the mat")).ToHaveCountAsync(0, new() { Timeout = 5_000 });
        await Assertions.Expect(visitor.Page.GetByText("And the mat is blue")).ToHaveCountAsync(0);
        await Assertions.Expect(visitor.Page.GetByText(NotHere).First).ToBeVisibleAsync();
        await Assertions.Expect(sees.Sidebar.Place("cellar")).ToHaveCountAsync(0);
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Combobox)).ToHaveCountAsync(0);
    }
}
