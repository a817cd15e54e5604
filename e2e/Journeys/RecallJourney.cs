using System.Text.RegularExpressions;
using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Collab.Support;
using Collab.Support.Files;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>A message is taken back, and is gone wherever somebody looks.</summary>
public sealed class RecallJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    [Fact]
    public async Task A_recalled_message_goes_from_every_page_that_shows_it()
    {
        var town = await towns.TownAsync();
        var (rhea, ned) = (await town.SettleAsync("Rhea Caller"), await town.SettleAsync("Ned Reader"));
        var quay = await rhea.Api.CreateChannelAsync(town.Workspace, "recall-quay");
        await ned.Api.JoinAsync(quay);
        var rheas = await VisitAsync(town, rhea);
        var writes = new WorkspacePage(rheas);
        await writes.OpenAsync(town.Path($"c/{quay}"));
        await writes.IsInAsync("#recall-quay");
        var tray = new FileTray(writes.Composer("#recall-quay"));
        await tray.ChooseAsync(("salary.png", "image/png", SampleFiles.Picture(600, 400)));
        await tray.AreThereAsync(1);
        await writes.Composer("#recall-quay").SayAsync("@ned.reader The zanzibarine salary table");
        var row = writes.Feed("#recall-quay").Row("zanzibarine");
        await Assertions.Expect(row).ToHaveAttributeAsync("data-state", "posted");
        var seq = long.Parse((await row.GetAttributeAsync("data-seq"))!, System.Globalization.CultureInfo.InvariantCulture);
        await Eventually.TrueAsync(async () => await ned.Api.CountFoundAsync("zanzibarine") == 1, "it is found", TimeSpan.FromSeconds(15));

        // Ned sees the badge on one page and the message on all the others.
        var (home, feed, thread, found, saved, pins) = (
            await VisitAsync(town, ned), await VisitAsync(town, ned), await VisitAsync(town, ned), await VisitAsync(town, ned), await VisitAsync(town, ned), await VisitAsync(town, ned));
        var sees = new WorkspacePage(home);
        await sees.OpenAsync(town.Path("people"));
        var badge = sees.Sidebar.Root.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("recall-quay") });
        await Assertions.Expect(badge).ToHaveAttributeAsync("data-mentions", "1");
        await new WorkspacePage(found).OpenAsync(town.Path("search"));
        await new SearchPage(found.Page).FindsAsync("zanzibarine", "salary table");
        var reads = new WorkspacePage(feed);
        await reads.OpenAsync(town.Path($"c/{quay}"));
        await reads.IsInAsync("#recall-quay");
        await reads.Feed("#recall-quay").ActAsync("zanzibarine", "Pin");
        await reads.Feed("#recall-quay").ActAsync("zanzibarine", "Save for later");
        await new WorkspacePage(saved).OpenAsync(town.Path("saved"));
        await Assertions.Expect(saved.Page.Locator(".found")).ToContainTextAsync("zanzibarine");
        await new WorkspacePage(pins).OpenAsync(town.Path($"c/{quay}/pins"));
        await Assertions.Expect(pins.Page.Locator(".pane .found")).ToContainTextAsync("zanzibarine");
        await new WorkspacePage(thread).OpenAsync(town.Path($"c/{quay}/t/{seq}"));
        await Assertions.Expect(thread.Page.Locator(".pane article[data-root]")).ToContainTextAsync("zanzibarine");
        await reads.Feed("#recall-quay").Row("zanzibarine").Locator("[data-do='view']").ClickAsync();
        await Assertions.Expect(feed.Page.Locator("dialog.viewer")).ToBeVisibleAsync();
        var picture = (await feed.Page.Locator("dialog.viewer img").GetAttributeAsync("src"))!["/api/v1/".Length..];
        Assert.Equal(200, (await ned.Api.AskAsync(picture)).Status);

        // By the key, and only after having been asked.
        await row.FocusAsync();
        await rheas.Page.Keyboard.PressAsync("Control+Delete");
        var dialog = rheas.Page.GetByRole(AriaRole.Dialog, new() { Name = "Recall this message for everyone?" });
        await Assertions.Expect(dialog.GetByRole(AriaRole.Timer)).ToHaveTextAsync(new Regex("You can recall this until .* \\(23 h 5\\d min left\\)\\."));
        await Assertions.Expect(dialog).ToContainTextAsync("1 person has read it.");
        await Assertions.Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Keep" })).ToBeFocusedAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Recall", Exact = true }).ClickAsync();
        await Assertions.Expect(rheas.Page.Locator(".toasts")).ToContainTextAsync("Recalled for everyone");
        await Assertions.Expect(dialog).ToHaveCountAsync(0);

        // The focus is not lost with the row.
        await Assertions.Expect(writes.Feed("#recall-quay").RowAt(seq)).ToBeFocusedAsync();
        var line = reads.Feed("#recall-quay").RowAt(seq);
        await Assertions.Expect(line).ToHaveAttributeAsync("data-state", "recalled");
        await Assertions.Expect(line).ToContainTextAsync("Rhea Caller recalled a message");
        await Assertions.Expect(feed.Page.Locator("dialog.viewer")).ToHaveCountAsync(0);
        await Assertions.Expect(badge).Not.ToHaveAttributeAsync("data-mentions", "1");
        await Assertions.Expect(thread.Page.Locator(".pane article[data-root]")).ToContainTextAsync("Rhea Caller recalled a message");
        await Assertions.Expect(thread.Page.Locator(".pane .instead")).ToContainTextAsync("Nobody can reply");
        await Assertions.Expect(found.Page.Locator(".found")).ToHaveCountAsync(0);
        await Assertions.Expect(saved.Page.Locator(".found")).Not.ToContainTextAsync("zanzibarine");
        await Assertions.Expect(pins.Page.Locator(".pane .none")).ToContainTextAsync("Nothing is pinned here.");
        Assert.Equal(404, (await ned.Api.AskAsync(picture)).Status);
        foreach (var page in new[] { home, feed, thread, found, saved, pins, rheas })
        {
            await Eventually.TrueAsync(async () => !(await page.Page.EvaluateAsync<string>("document.documentElement.outerHTML")).Contains("zanzibarine", StringComparison.Ordinal)
                || page == found, $"{page.Name} has it no more");
        }

        await Eventually.TrueAsync(async () => await ned.Api.CountFoundAsync("zanzibarine") == 0, "it is not found", TimeSpan.FromSeconds(15));

        // Its author mends it on the page that recalled it, and nowhere else.
        var own = writes.Feed("#recall-quay").RowAt(seq);
        await Assertions.Expect(own).ToContainTextAsync("You recalled a message");
        await own.GetByRole(AriaRole.Button, new() { Name = "Edit and send again" }).ClickAsync();
        await Assertions.Expect(writes.Composer("#recall-quay").Text).ToHaveValueAsync("@ned.reader The zanzibarine salary table");
        await writes.Composer("#recall-quay").Text.FillAsync("The table comes tomorrow");
        await writes.Composer("#recall-quay").Text.PressAsync("Enter");
        await reads.Feed("#recall-quay").ShowsAsync("The table comes tomorrow");
    }

    [Fact]
    public async Task An_edit_that_leaves_nothing_asks_for_recall_and_a_thread_counts_what_is_left()
    {
        var town = await towns.TownAsync();
        var (mia, leo) = (await town.SettleAsync("Mia Mender"), await town.SettleAsync("Leo Answers"));
        var dock = await mia.Api.CreateChannelAsync(town.Workspace, "mend-dock");
        await leo.Api.JoinAsync(dock);
        var root = await leo.Api.PostAsync(dock, "Who brings the paint?");
        var (mias, leos) = (await VisitAsync(town, mia), await VisitAsync(town, leo));
        var (writes, reads) = (new WorkspacePage(mias), new WorkspacePage(leos));
        await reads.OpenAsync(town.Path($"c/{dock}"));
        await reads.IsInAsync("#mend-dock");
        await writes.OpenAsync(town.Path($"c/{dock}"));
        await writes.IsInAsync("#mend-dock");
        await writes.Feed("#mend-dock").ActAsync("paint", "Reply in thread");
        await writes.Thread.Composer.SayAsync("I do");
        await writes.Thread.Composer.SayAsync("Or maybe not");
        await Assertions.Expect(reads.Feed("#mend-dock").RowAt(root).Locator(".thread-count")).ToHaveTextAsync("2 replies");

        await writes.Thread.Rows.Filter(new() { HasText = "maybe not" }).FocusAsync();
        await mias.Page.Keyboard.PressAsync("Control+Delete");
        var dialog = mias.Page.GetByRole(AriaRole.Dialog, new() { Name = "Recall this message for everyone?" });
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Recall", Exact = true }).ClickAsync();
        await Assertions.Expect(reads.Feed("#mend-dock").RowAt(root).Locator(".thread-count")).ToHaveTextAsync("1 reply");

        await writes.Composer("#mend-dock").SayAsync("Never mind");
        await writes.Composer("#mend-dock").Text.PressAsync("ArrowUp");
        await writes.Feed("#mend-dock").Editor.FillAsync("");
        await writes.Feed("#mend-dock").Editor.PressAsync("Enter");
        await Assertions.Expect(dialog).ToContainTextAsync("Never mind");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Keep" }).ClickAsync();
        await writes.Feed("#mend-dock").ShowsAsync("Never mind");
        await Assertions.Expect(reads.Feed("#mend-dock").Row("Never mind")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_manager_removes_only_where_the_organization_allows_it_and_says_why()
    {
        var town = await towns.TownAsync();
        var (gus, pat) = (await town.SettleAsync("Gus Guardian"), await town.SettleAsync("Pat Rude"));
        var weir = await gus.Api.CreateChannelAsync(town.Workspace, "tidy-weir");
        await pat.Api.JoinAsync(weir);
        var seq = await pat.Api.PostAsync(weir, "Something unkind");
        await gus.Api.PostAsync(weir, "Order, please");
        var (guses, pats) = (await VisitAsync(town, gus), await VisitAsync(town, pat));
        var (manages, sees) = (new WorkspacePage(guses), new WorkspacePage(pats));
        await manages.OpenAsync(town.Path($"c/{weir}"));
        await manages.IsInAsync("#tidy-weir");
        await manages.Feed("#tidy-weir").RowAt(seq).FocusAsync();
        await guses.Page.Keyboard.PressAsync("Shift+F10");
        await Assertions.Expect(manages.Feed("#tidy-weir").MenuItem("Copy text")).ToBeVisibleAsync();
        await Assertions.Expect(manages.Feed("#tidy-weir").MenuItem("Remove for everyone")).ToHaveCountAsync(0);
        await Assertions.Expect(manages.Feed("#tidy-weir").MenuItem("Recall for everyone")).ToBeHiddenAsync();
        await guses.Page.Keyboard.PressAsync("Escape");

        var owner = await VisitAsync(town, town.Owner);
        await owner.Page.GotoAsync("/org/policies");
        await owner.Page.Locator("[name=removal]").CheckAsync();
        await Assertions.Expect(owner.Page.GetByText("Saved. It is in force for everybody.")).ToBeVisibleAsync();
        try
        {
            await manages.OpenAsync(town.Path($"c/{weir}"));
            await manages.IsInAsync("#tidy-weir");
            await sees.OpenAsync(town.Path($"c/{weir}"));
            await sees.IsInAsync("#tidy-weir");
            await manages.Feed("#tidy-weir").ActAsync("unkind", "Remove for everyone");
            var dialog = guses.Page.GetByRole(AriaRole.Dialog, new() { Name = "Remove this message for everyone?" });
            await Assertions.Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true })).ToBeDisabledAsync();
            await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Reason" }).FillAsync("Against our rules");
            await dialog.GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).ClickAsync();
            await Assertions.Expect(sees.Feed("#tidy-weir").RowAt(seq)).ToContainTextAsync("Removed by Gus Guardian: Against our rules");
            await Assertions.Expect(pats.Page.Locator("body")).Not.ToContainTextAsync("unkind");
        }
        finally
        {
            await owner.Page.Locator("[name=removal]").UncheckAsync();
        }
    }
}
