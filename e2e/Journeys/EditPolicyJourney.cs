using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>The organization decides for how long messages are edited, and who sees what they said before.</summary>
public sealed class EditPolicyJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    [Fact]
    public async Task Where_messages_are_not_edited_nothing_offers_it_and_earlier_texts_are_their_authors()
    {
        var town = await towns.TownAsync();
        var (eve, sam) = (await town.SettleAsync("Eve Editor"), await town.SettleAsync("Sam Sees"));
        var slipway = await eve.Api.CreateChannelAsync(town.Workspace, "edit-slipway");
        await sam.Api.JoinAsync(slipway);
        var seq = await eve.Api.PostAsync(slipway, "The boat leaves at seven");
        await eve.Api.EditAsync(slipway, seq, "The boat leaves at eight");
        var owner = await VisitAsync(town, town.Owner);
        await owner.Page.GotoAsync("/org/policies");
        await owner.Page.Locator("[name=edit-window]").SelectOptionAsync("0");
        await Assertions.Expect(owner.Page.GetByText("Saved. It is in force for everybody.")).ToBeVisibleAsync();
        await owner.Page.Locator("[name=shows-edits]").UncheckAsync();
        try
        {
            var (eves, sams) = (await VisitAsync(town, eve), await VisitAsync(town, sam));
            var (writes, reads) = (new WorkspacePage(eves), new WorkspacePage(sams));
            await writes.OpenAsync(town.Path($"c/{slipway}"));
            await writes.IsInAsync("#edit-slipway");
            var feed = writes.Feed("#edit-slipway");
            await feed.RowAt(seq).FocusAsync();
            await eves.Page.Keyboard.PressAsync("Shift+F10");
            await Assertions.Expect(feed.MenuItem("Copy text")).ToBeVisibleAsync();
            await Assertions.Expect(feed.MenuItem("Edit message")).ToBeHiddenAsync();
            await feed.MenuItem("Edit history").ClickAsync();
            await Assertions.Expect(writes.Dialog).ToContainTextAsync("seven");
            await eves.Page.Keyboard.PressAsync("Escape");

            // By the key it says why.
            await feed.RowAt(seq).FocusAsync();
            await eves.Page.Keyboard.PressAsync("e");
            await Assertions.Expect(writes.Toasts).ToContainTextAsync("Messages are not edited here");
            await Assertions.Expect(feed.Editor).ToHaveCountAsync(0);

            await reads.OpenAsync(town.Path($"c/{slipway}"));
            await reads.IsInAsync("#edit-slipway");
            await reads.Feed("#edit-slipway").Row("eight").GetByRole(AriaRole.Button, new() { Name = "(edited)" }).ClickAsync();
            await Assertions.Expect(reads.Dialog).ToContainTextAsync("Earlier texts are shown to their author alone");
            await Assertions.Expect(reads.Dialog).Not.ToContainTextAsync("seven");
        }
        finally
        {
            await owner.Page.Locator("[name=shows-edits]").CheckAsync();
            await owner.Page.Locator("[name=edit-window]").SelectOptionAsync("-1");
            await Assertions.Expect(owner.Page.Locator("[name=edit-window]")).ToHaveValueAsync("-1");
        }
    }
}
