using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>One asks everybody in a channel to confirm; one does, one is reminded.</summary>
public sealed class ConfirmationJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    [Fact]
    public async Task Asked_with_a_deadline_confirmed_listed_and_reminded()
    {
        var town = await towns.TownAsync();
        var (sam, tess, umberto) = (await town.SettleAsync("Sam Spade"), await town.SettleAsync("Tess Truehart"), await town.SettleAsync("Umberto Eco"));
        var channel = await sam.Api.CreateChannelAsync(town.Workspace, "fire-drill");
        await tess.Api.JoinAsync(channel);
        await umberto.Api.JoinAsync(channel);
        var sees = await ComeAsync(town, sam, channel);
        var tessSees = await ComeAsync(town, tess, channel);
        var umbertoSees = new WorkspacePage(await VisitAsync(town, umberto));
        await umbertoSees.OpenAsync(town.Path("browse"));

        await sees.Composer("#fire-drill").TypeAsync("The drill is on Friday at ten");
        await sees.Composer("#fire-drill").AskToConfirm.ClickAsync();
        await sees.Composer("#fire-drill").ConfirmUntil.SelectOptionAsync("hours:4");
        await sees.Composer("#fire-drill").Text.PressAsync("Enter");
        await sees.Feed("#fire-drill").ShowsAsync("The drill is on Friday");
        await Assertions.Expect(sees.Feed("#fire-drill").Confirmation("The drill")).ToContainTextAsync("Please confirm by");
        await Assertions.Expect(sees.Feed("#fire-drill").Confirm("The drill")).ToHaveCountAsync(0);
        await Assertions.Expect(sees.Composer("#fire-drill").AskToConfirm).ToHaveAttributeAsync("aria-pressed", "false");
        await umbertoSees.Sidebar.MentionsAreAsync("#fire-drill", 1);

        await tessSees.Feed("#fire-drill").Confirm("The drill").ClickAsync();
        await Assertions.Expect(tessSees.Feed("#fire-drill").Confirmation("The drill")).ToContainTextAsync("You confirmed");
        await Assertions.Expect(tessSees.Feed("#fire-drill").Confirm("The drill")).ToHaveCountAsync(0);

        await sees.Feed("#fire-drill").Confirmation("The drill").GetByRole(AriaRole.Button, new() { Name = "Who has confirmed" }).ClickAsync();
        await sees.Confirmations.CountIsAsync("Confirmed", 1);
        await sees.Confirmations.CountIsAsync("NotConfirmed", 1);
        await Assertions.Expect(sees.Confirmations.People).ToContainTextAsync([tess.Name]);
        await umberto.Api.ReadAsync(channel, 10);
        await Assertions.Expect(umbertoSees.Sidebar.Place("#fire-drill")).Not.ToHaveAttributeAsync("data-mentions", "1");
        await sees.Confirmations.Root.GetByRole(AriaRole.Button, new() { Name = "Remind the one" }).ClickAsync();
        await Assertions.Expect(sees.Toasts.Last).ToContainTextAsync("1 person was reminded");

        await umbertoSees.Sidebar.MentionsAreAsync("#fire-drill", 1);
        await umbertoSees.GoToAsync("#fire-drill");
        await umbertoSees.Feed("#fire-drill").Confirm("The drill").ClickAsync();
        await Assertions.Expect(umbertoSees.Sidebar.Place("#fire-drill")).Not.ToHaveAttributeAsync("data-mentions", "1");
        await sees.Confirmations.CountIsAsync("Confirmed", 2);

        await tessSees.OpenAsync(town.Path($"c/{channel}"));
        await Assertions.Expect(tessSees.Feed("#fire-drill").Confirmation("The drill")).ToContainTextAsync("You confirmed");
    }

    [Fact]
    public async Task What_is_asked_stays_with_a_text_that_waits_or_was_refused()
    {
        var town = await towns.TownAsync();
        var visitor = await VisitAsync(town, town.Owner);
        var channel = await town.Owner.Api.CreateChannelAsync(town.Workspace, "fire-doors");
        var sees = new WorkspacePage(visitor);
        await sees.OpenAsync(town.Path($"c/{channel}"));
        await sees.IsInAsync("#fire-doors");
        var (composer, feed) = (sees.Composer("#fire-doors"), sees.Feed("#fire-doors"));
        await composer.IsReadyAsync();
        await composer.AskToConfirm.ClickAsync();
        await composer.ConfirmUntil.SelectOptionAsync("hours:4");
        await visitor.Page.ReloadAsync();
        await Assertions.Expect(composer.AskToConfirm).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(composer.ConfirmUntil).ToHaveValueAsync("hours:4");

        await composer.PasteAsync(string.Concat(Enumerable.Repeat("@somebody ", 1_200)));
        await Assertions.Expect(feed.NotSent).ToContainTextAsync("Not sent:");
        await Assertions.Expect(composer.AskToConfirm).ToHaveAttributeAsync("aria-pressed", "false");
        await feed.Unsent.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();

        await Assertions.Expect(composer.ConfirmUntil).ToHaveValueAsync("hours:4");
        await composer.PasteAsync("All doors were tried.");
        await Assertions.Expect(feed.Confirmation("All doors")).ToContainTextAsync("Please confirm by");
    }

    private async Task<WorkspacePage> ComeAsync(Town town, Resident who, string channel)
    {
        var sees = new WorkspacePage(await VisitAsync(town, who));
        await sees.OpenAsync(town.Path($"c/{channel}"));
        await sees.IsInAsync("#fire-drill");
        return sees;
    }
}
