using System.Text.RegularExpressions;
using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Collab.Support;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>What is kept: pinned to a place for everybody, saved for oneself on every device.</summary>
public sealed class KeptJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    [Fact]
    public async Task A_pin_is_seen_by_everybody_at_once_and_found_again()
    {
        var town = await towns.TownAsync();
        var (pia, ben) = (await town.SettleAsync("Pia Pinner"), await town.SettleAsync("Ben Beholder"));
        var pier = await pia.Api.CreateChannelAsync(town.Workspace, "pin-pier");
        await ben.Api.JoinAsync(pier);
        var rules = await pia.Api.PostAsync(pier, "House rules of the pier");
        await pia.Api.PostAsync(pier, "Something else");
        var (pias, bens) = (await VisitAsync(town, pia), await VisitAsync(town, ben));
        var (writes, reads) = (new WorkspacePage(pias), new WorkspacePage(bens));
        await writes.OpenAsync(town.Path($"c/{pier}"));
        await writes.IsInAsync("#pin-pier");
        await reads.OpenAsync(town.Path($"c/{pier}"));
        await reads.IsInAsync("#pin-pier");

        await writes.Feed("#pin-pier").ActAsync("House rules", "Pin");
        var row = reads.Feed("#pin-pier").Row("House rules");
        await Assertions.Expect(row.Locator(".kept")).ToContainTextAsync("Pinned by Pia Pinner");
        await bens.Page.GetByRole(AriaRole.Link, new() { Name = "1 pin", Exact = true }).ClickAsync();
        var pane = bens.Page.GetByRole(AriaRole.Complementary, new() { Name = "Pins" });
        await Assertions.Expect(pane.Locator(".found")).ToHaveTextAsync(new Regex("Pia Pinner.*House rules of the pier.*Pinned by Pia Pinner", RegexOptions.Singleline));
        await pane.Locator(".found-link").ClickAsync();
        await reads.AddressIsAsync(new Regex($"/c/{pier}/m/{rules}$"));
        await Eventually.TrueAsync(async () => await ben.Api.CountFoundAsync("rules has:pin") == 1, "the pin is searchable", TimeSpan.FromSeconds(15));

        // By the key, and out of the pane that is open elsewhere.
        await reads.OpenAsync(town.Path($"c/{pier}/pins"));
        await Assertions.Expect(pane.Locator(".found")).ToHaveCountAsync(1);
        await writes.Feed("#pin-pier").RowAt(rules).FocusAsync();
        await pias.Page.Keyboard.PressAsync("p");
        await Assertions.Expect(pane.Locator(".none")).ToContainTextAsync("Nothing is pinned here.");
        await Assertions.Expect(row.Locator(".kept")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_message_is_saved_done_and_taken_back_on_all_devices()
    {
        var town = await towns.TownAsync();
        var (sia, tom) = (await town.SettleAsync("Sia Saver"), await town.SettleAsync("Tom Teller"));
        var loft = await tom.Api.CreateChannelAsync(town.Workspace, "save-loft");
        await sia.Api.JoinAsync(loft);
        var seq = await tom.Api.PostAsync(loft, "Order the new ropes");
        var (laptop, phone) = (await VisitAsync(town, sia), await VisitAsync(town, sia));
        var (here, there) = (new WorkspacePage(laptop), new WorkspacePage(phone));
        await here.OpenAsync(town.Path($"c/{loft}"));
        await here.IsInAsync("#save-loft");
        await there.OpenAsync(town.Path("saved"));
        var list = phone.Page.GetByRole(AriaRole.Main, new() { Name = "Saved" });
        await Assertions.Expect(list.Locator(".none")).ToContainTextAsync("Messages that you save for later will be here.");

        await here.Feed("#save-loft").RowAt(seq).FocusAsync();
        await laptop.Page.Keyboard.PressAsync("a");
        await Assertions.Expect(here.Feed("#save-loft").RowAt(seq).Locator(".kept")).ToContainTextAsync("Saved for later");
        await Assertions.Expect(phone.Page.GetByRole(AriaRole.Navigation, new() { Name = "Places" }).GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Saved") })).ToContainTextAsync("1");
        await there.OpenAsync(town.Path("saved"));
        await Assertions.Expect(list.Locator(".found")).ToHaveTextAsync(new Regex("#save-loft.*Tom Teller.*Order the new ropes", RegexOptions.Singleline));
        await Eventually.TrueAsync(async () => await sia.Api.CountFoundAsync("ropes is:saved") == 1, "it is found among the saved", TimeSpan.FromSeconds(15));
        Assert.Equal(0, await tom.Api.CountFoundAsync("ropes is:saved"));

        await list.GetByRole(AriaRole.Button, new() { Name = "Done", Exact = true }).ClickAsync();
        await Assertions.Expect(list.Locator(".found")).ToHaveCountAsync(0);
        await list.GetByRole(AriaRole.Link, new() { Name = "Done", Exact = true }).ClickAsync();
        await Assertions.Expect(list.Locator(".found")).ToHaveCountAsync(1);
        await list.GetByRole(AriaRole.Button, new() { Name = "Remove from saved" }).ClickAsync();
        await Assertions.Expect(here.Feed("#save-loft").RowAt(seq).Locator(".kept")).ToHaveCountAsync(0);
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(here.Feed("#save-loft").RowAt(seq).Locator(".kept")).ToHaveCountAsync(1);
        await Assertions.Expect(list.Locator(".found")).ToHaveCountAsync(1);
    }
}
