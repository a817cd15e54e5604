using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Collab.Support.Servers;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>Messages that are not sent: what the row says, what one can do, and that nothing is sent twice.</summary>
public sealed class SendingJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    [Fact]
    public async Task A_message_without_an_answer_says_so_and_a_second_try_does_not_double_it()
    {
        var town = await towns.TownAsync();
        var channel = await town.Owner.Api.CreateChannelAsync(town.Workspace, "tin-can");
        var wire = Own(Wire.To(town.Site.Nodes[0]));
        var visitor = await VisitAsync(town, town.Owner, wire: wire);
        var sees = new WorkspacePage(visitor);
        await sees.OpenAsync(town.Path($"c/{channel}"));
        await sees.IsInAsync("#tin-can");
        var feed = sees.Feed("#tin-can");

        wire.Hold(toClient: false);
        await sees.Composer("#tin-can").SayAsync("Is this on?");
        await Assertions.Expect(feed.NotSent).ToContainTextAsync("Not sent: The server has not answered.", new() { Timeout = 20_000 });
        Assert.Equal(["Try again", "Edit", "Copy", "Delete"], await feed.NotSent.GetByRole(AriaRole.Button).AllInnerTextsAsync());
        await feed.Unsent.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        wire.Release();

        await feed.ShowsAsync("Is this on?");
        await Assertions.Expect(feed.Unsent).ToHaveCountAsync(0);
        await visitor.Page.ReloadAsync();
        await sees.IsInAsync("#tin-can");
        Assert.Equal(["Is this on?"], await feed.TextsAsync());
        Assert.Equal(["Is this on?"], await town.Owner.Api.TextsAsync(channel));
        visitor.ForgiveLostConnection();
    }

    [Fact]
    public async Task A_refused_message_marks_its_place_until_it_is_given_up()
    {
        var town = await towns.TownAsync();
        var channel = await town.Owner.Api.CreateChannelAsync(town.Workspace, "dead-letters");
        var visitor = await VisitAsync(town, town.Owner);
        var sees = new WorkspacePage(visitor);
        await sees.OpenAsync(town.Path($"c/{channel}"));
        await sees.IsInAsync("#dead-letters");
        var place = sees.Sidebar.Place("dead-letters");

        await sees.Composer("#dead-letters").PasteAsync(string.Concat(Enumerable.Repeat("@somebody ", 1_200)));
        await Assertions.Expect(sees.Feed("#dead-letters").NotSent).ToContainTextAsync("Not sent:");
        await Assertions.Expect(place.Locator(".unsent")).ToBeVisibleAsync();
        await Assertions.Expect(place).ToHaveAccessibleNameAsync("dead-letters, channel, message not sent");
        await sees.OpenAsync(town.Path("browse"));
        await Assertions.Expect(place.Locator(".unsent")).ToBeVisibleAsync();

        await sees.GoToAsync("#dead-letters");
        await sees.Feed("#dead-letters").Unsent.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Assertions.Expect(sees.Feed("#dead-letters").Unsent).ToHaveCountAsync(0);
        await Assertions.Expect(place.Locator(".unsent")).ToHaveCountAsync(0);
    }
}
