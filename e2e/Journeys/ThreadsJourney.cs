using System.Text.RegularExpressions;
using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>Where managers alone post the others reply in threads, and threads tell of it; commands and cards on the way.</summary>
public sealed class ThreadsJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    [Fact]
    public async Task Where_managers_post_others_reply_in_threads_and_the_sidebar_tells_who_follows()
    {
        var town = await towns.TownAsync();
        // The owner follows threads of other journeys; he follows this one alone.
        var (quinn, mo) = (await town.SettleAsync("Quinn Reader"), await town.SettleAsync("Mo Harbourmaster"));
        var channel = await mo.Api.CreateChannelAsync(town.Workspace, "harbour-rules");
        await mo.Api.AddAsync(channel, quinn.Id);
        await mo.Api.SetPostingAsync(channel, "managers", threadOnly: true);
        var root = await mo.Api.PostAsync(channel, "No **fishing** from the pier");
        var (sees, quinnSees) = (new WorkspacePage(await VisitAsync(town, mo)), new WorkspacePage(await VisitAsync(town, quinn)));
        await sees.OpenAsync(town.Path("people"));
        var threads = sees.Sidebar.Root.Locator(".side-threads");

        await quinnSees.OpenAsync(town.Path($"c/{channel}"));
        await quinnSees.IsInAsync("#harbour-rules");
        await Assertions.Expect(quinnSees.Main("#harbour-rules").Locator(".instead")).ToHaveTextAsync("Only managers post here. You can reply in threads.");
        Assert.False(await quinn.Api.TryPostAsync(channel, "but why?"));
        await quinnSees.Feed("#harbour-rules").ActAsync("fishing", "Reply in thread");
        await quinnSees.Thread.Composer.SayAsync("Not even with a net?");

        await Assertions.Expect(threads).ToHaveClassAsync(new Regex("unread"));
        await Assertions.Expect(threads).ToContainTextAsync("1 unread reply");
        await threads.ClickAsync();
        var row = sees.Main("Threads").Locator(".thread-row").Filter(new() { HasText = "No fishing from the pier" });
        await Assertions.Expect(row).ToContainTextAsync("#harbour-rules");
        await row.ClickAsync();
        await sees.Thread.ShowsAsync("Not even with a net?");
        await Assertions.Expect(threads).Not.ToHaveClassAsync(new Regex("unread"));
        await sees.AddressIsAsync(new Regex($"/c/{channel}/t/{root}$"));

        await quinnSees.Thread.Composer.SayAsync("Or a rod?");
        await sees.Thread.ShowsAsync("Or a rod?");
        await Assertions.Expect(threads).Not.ToHaveClassAsync(new Regex("unread"));
    }

    [Fact]
    public async Task A_command_is_carried_out_and_not_posted_and_a_name_has_a_card()
    {
        var town = await towns.TownAsync();
        var (rae, kit) = (await town.SettleAsync("Rae Commander"), await town.SettleAsync("Kit Capstan"));
        var channel = await town.Owner.Api.CreateChannelAsync(town.Workspace, "quarterdeck");
        await rae.Api.JoinAsync(channel);
        await kit.Api.JoinAsync(channel);
        await kit.Api.PostAsync(channel, "Anchors aweigh");
        var sees = new WorkspacePage(await VisitAsync(town, rae));
        await sees.OpenAsync(town.Path($"c/{channel}"));
        await sees.IsInAsync("#quarterdeck");
        var composer = sees.Composer("#quarterdeck");

        await composer.TypeAsync("/st");
        await Assertions.Expect(composer.Suggestions).ToContainTextAsync(["/status"]);
        await composer.Text.PressAsync("Tab");
        await composer.SayAsync(":anchor: At sea for 2h");
        await Assertions.Expect(sees.Toasts).ToContainTextAsync(["Your status is ⚓ At sea until"]);

        await composer.TypeAsync("/weigh anchor");
        await composer.Text.PressAsync("Enter");
        var note = composer.Root.GetByRole(AriaRole.Alert);
        await Assertions.Expect(note).ToContainTextAsync("There is no command /weigh. Nothing was sent.");
        await Assertions.Expect(composer.Text).ToHaveValueAsync("/weigh anchor");
        await sees.Feed("#quarterdeck").ShowsNothingOfAsync("At sea for");
        await sees.Feed("#quarterdeck").ShowsNothingOfAsync("/weigh anchor");
        await note.GetByRole(AriaRole.Button, new() { Name = "Send as text" }).ClickAsync();
        await sees.Feed("#quarterdeck").ShowsAsync("/weigh anchor");

        await sees.Feed("#quarterdeck").Row("Anchors aweigh").Locator(".author").HoverAsync();
        var card = sees.Main("#quarterdeck").GetByRole(AriaRole.Group, new() { Name = kit.Name });
        await Assertions.Expect(card).ToContainTextAsync("Offline");
        await card.GetByRole(AriaRole.Button, new() { Name = "View profile" }).ClickAsync();
        await Assertions.Expect(sees.Dialog).ToContainTextAsync("#quarterdeck");
    }
}
