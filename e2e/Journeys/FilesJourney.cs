using System.Text.RegularExpressions;
using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Collab.Support;
using Collab.Support.Files;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>Files are sent, seen, found by what is in them, and nobody else's.</summary>
public sealed class FilesJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    [Fact]
    public async Task Pictures_and_documents_are_sent_seen_and_saved()
    {
        var town = await towns.TownAsync();
        var (lena, omar) = (await town.SettleAsync("Lena Sender"), await town.SettleAsync("Omar Looker"));
        var wharf = await lena.Api.CreateChannelAsync(town.Workspace, "photo-wharf");
        await omar.Api.JoinAsync(wharf);
        var (lenas, omars) = (await VisitAsync(town, lena), await VisitAsync(town, omar));
        var (writes, reads) = (new WorkspacePage(lenas), new WorkspacePage(omars));
        await writes.OpenAsync(town.Path($"c/{wharf}"));
        await writes.IsInAsync("#photo-wharf");
        await reads.OpenAsync(town.Path($"c/{wharf}"));
        await reads.IsInAsync("#photo-wharf");

        var tray = new FileTray(writes.Composer("#photo-wharf"));
        await tray.ChooseAsync(("crane.png", "image/png", SampleFiles.Picture(1_200, 800)), ("berth plan.docx", "", SampleFiles.Docx("the plan")), ("small.png", "image/png", SampleFiles.Picture(90, 60)));
        await tray.AreThereAsync(3);
        await tray.Card("crane.png").GetByRole(AriaRole.Textbox).FillAsync("A crane at dawn");
        await tray.Act("small.png", "Move small.png to the left").ClickAsync();
        await writes.Composer("#photo-wharf").SayAsync("From this morning");
        await Assertions.Expect(tray.Cards).ToHaveCountAsync(0);

        // The box of a picture is as large as it will be before it is there, and no larger than the picture.
        var row = reads.Feed("#photo-wharf").Row("From this morning");
        await Assertions.Expect(row.GetByRole(AriaRole.Group, new() { Name = "3 files" }).Locator("> *")).ToHaveCountAsync(3);
        await Assertions.Expect(row.Locator("img[alt='A crane at dawn']")).ToHaveAttributeAsync("width", "360");
        await Assertions.Expect(row.Locator("img[alt='A crane at dawn']")).ToHaveAttributeAsync("height", "240");
        await Assertions.Expect(row.Locator("img[alt='image, small.png, from Lena Sender']")).ToHaveAttributeAsync("width", "90");
        await Eventually.TrueAsync(
            async () => await row.Locator("img[alt='A crane at dawn']").EvaluateAsync<bool>("image => image.complete && image.naturalWidth === 720"), "the small picture is there");

        // The viewer has the picture itself, and steps.
        await row.Locator("[data-name='crane.png']").ClickAsync();
        var viewer = omars.Page.Locator("dialog.viewer");
        await Assertions.Expect(viewer.Locator(".viewer-count")).ToHaveTextAsync("1 of 2");
        await Eventually.TrueAsync(async () => await viewer.Locator("img").EvaluateAsync<int>("image => image.naturalWidth") == 1_200, "the whole picture is there");
        await omars.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(viewer.Locator(".viewer-about")).ToHaveTextAsync("small.png");
        await Assertions.Expect(viewer.GetByRole(AriaRole.Button, new() { Name = "Next picture" })).ToBeDisabledAsync();
        await omars.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(viewer).ToHaveCountAsync(0);
        await Assertions.Expect(row.Locator("[data-name='crane.png']")).ToBeFocusedAsync();

        // A document is saved, never opened.
        var saved = omars.Page.WaitForDownloadAsync();
        await row.GetByRole(AriaRole.Link, new() { Name = "berth plan.docx" }).ClickAsync();
        var download = await saved;
        Assert.Equal("berth plan.docx", download.SuggestedFilename);
        await using (var content = await download.CreateReadStreamAsync())
        using (var bytes = new MemoryStream())
        {
            await content.CopyToAsync(bytes, TestContext.Current.CancellationToken);
            Assert.Equal(SampleFiles.Docx("the plan").Length, bytes.Length);
        }

        // The pane has them all, and leads to the message.
        await reads.OpenAsync(town.Path($"c/{wharf}/files"));
        var pane = omars.Page.GetByRole(AriaRole.Complementary, new() { Name = "Files" });
        await Assertions.Expect(pane.Locator(".file-name")).ToHaveCountAsync(3);
        await pane.GetByRole(AriaRole.Combobox, new() { Name = "Kind of file" }).SelectOptionAsync("Documents");
        await Assertions.Expect(pane.Locator(".file-name")).ToHaveTextAsync(["berth plan.docx"]);
        await pane.GetByRole(AriaRole.Button, new() { Name = "Jump to the message with berth plan.docx" }).ClickAsync();
        await reads.AddressIsAsync(new Regex($"/c/{wharf}/m/\\d+$"));
    }

    [Fact]
    public async Task A_document_is_found_by_its_words_and_belongs_to_its_place_alone()
    {
        var town = await towns.TownAsync();
        var (rosa, timo) = (await town.SettleAsync("Rosa Filer"), await town.SettleAsync("Timo Outside"));
        var vault = await rosa.Api.CreateChannelAsync(town.Workspace, "paper-vault", "private");
        var root = await rosa.Api.PostAsync(vault, "Contracts go into this thread");
        var visitor = await VisitAsync(town, rosa);
        var sees = new WorkspacePage(visitor);
        await sees.OpenAsync(town.Path($"c/{vault}/t/{root}"));
        var thread = new Composer(visitor.Page.GetByRole(AriaRole.Complementary, new() { Name = "Thread" }).Locator("form.composer"));
        var tray = new FileTray(thread);
        await tray.ChooseAsync(("Vertrag 2026.pdf", "application/pdf", SampleFiles.Pdf("Bollardmaintenance is due in autumn")));
        await tray.AreThereAsync(1);
        // A file needs no words.
        await thread.Text.PressAsync("Enter");
        var reply = visitor.Page.Locator(".pane article[data-seq]", new() { HasText = "Vertrag 2026.pdf" });
        await Assertions.Expect(reply).ToHaveAttributeAsync("data-state", "posted");

        await sees.OpenAsync(town.Path("search"));
        var search = new SearchPage(visitor.Page);
        await search.FindsAsync("bollardmaintenance", "is due in autumn");
        await Assertions.Expect(search.Found.Locator(".found-file")).ToHaveTextAsync(new Regex("Vertrag 2026.pdf"));
        await Assertions.Expect(search.Found.Locator("mark")).ToHaveTextAsync("Bollardmaintenance");
        await search.FindsAsync("has:file in:paper-vault vertrag", "Vertrag 2026.pdf");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Files", Exact = true }).ClickAsync();
        await Assertions.Expect(search.Main.Locator(".file-list .file-name")).ToHaveTextAsync("Vertrag 2026.pdf");
        await search.Main.Locator(".file-list a.file-open").ClickAsync();
        await sees.AddressIsAsync(new Regex($"/c/{vault}/t/{root}/m/1$"));

        // For others it is not there: not found, not listed, not opened, whoever tells them its address.
        var address = (await reply.Locator("a.file-card").GetAttributeAsync("href"))!["/api/v1/".Length..];
        Assert.Equal(200, (await rosa.Api.AskAsync(address)).Status);
        Assert.Equal(404, (await timo.Api.AskAsync(address)).Status);
        Assert.Equal(0, await timo.Api.CountFoundAsync("bollardmaintenance"));
    }

    [Fact]
    public async Task What_is_chosen_pasted_or_dropped_waits_in_the_tray()
    {
        var town = await towns.TownAsync();
        var edda = await town.SettleAsync("Edda Dropper");
        var shed = await edda.Api.CreateChannelAsync(town.Workspace, "drop-shed");
        var visitor = await VisitAsync(town, edda);
        var sees = new WorkspacePage(visitor);
        await sees.OpenAsync(town.Path($"c/{shed}"));
        await sees.IsInAsync("#drop-shed");
        var tray = new FileTray(sees.Composer("#drop-shed"));
        await sees.Composer("#drop-shed").TypeAsync("Nothing of this is lost");
        await tray.GiveAsync("paste", "pasted.png", "image/png", SampleFiles.Picture(20, 20));
        await tray.GiveAsync("drop", "dropped.txt", "text/plain", SampleFiles.Text("dropped"));
        await tray.AreThereAsync(2);

        // A page that is loaded again has the words and the files.
        await visitor.Page.ReloadAsync();
        await tray.AreThereAsync(2);
        await Assertions.Expect(sees.Composer("#drop-shed").Text).ToHaveValueAsync("Nothing of this is lost");

        // What is too large is said before anything is sent, in words, and holds the message back until it is taken away.
        await visitor.Page.EvaluateAsync("() => { window.sent = 0; const open = XMLHttpRequest.prototype.send; XMLHttpRequest.prototype.send = function (...all) { window.sent++; return open.apply(this, all); }; }");
        await sees.Composer("#drop-shed").Root.EvaluateAsync("form => { const field = form.querySelector('textarea'); const given = new DataTransfer(); given.items.add(new File([new Uint8Array(101 * 1048576)], 'huge.bin')); field.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: given })); }");
        await Assertions.Expect(tray.Card("huge.bin")).ToContainTextAsync("The file is 101 MB; the limit is 100 MB.");
        await Assertions.Expect(sees.Composer("#drop-shed").Send).ToBeDisabledAsync();
        Assert.Equal(0, await visitor.Page.EvaluateAsync<int>("() => window.sent"));
        await tray.Act("huge.bin", "Remove huge.bin").ClickAsync();
        await tray.AreThereAsync(2);

        await tray.Act("pasted.png", "Remove pasted.png").ClickAsync();
        await sees.Composer("#drop-shed").Text.PressAsync("Enter");
        await sees.Feed("#drop-shed").ShowsAsync("Nothing of this is lost");
        await Assertions.Expect(sees.Feed("#drop-shed").Row("Nothing of this is lost").Locator(".files > *")).ToHaveTextAsync(new Regex("dropped.txt"));
        await visitor.Page.ReloadAsync();
        await sees.Composer("#drop-shed").IsReadyAsync();
        await Assertions.Expect(tray.Cards).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_message_goes_out_when_its_files_are_there_and_one_that_failed_is_tried_again()
    {
        var town = await towns.TownAsync();
        var hugo = await town.SettleAsync("Hugo Waiter");
        var dock = await hugo.Api.CreateChannelAsync(town.Workspace, "slow-dock");
        var visitor = await VisitAsync(town, hugo);
        var sees = new WorkspacePage(visitor);
        await sees.OpenAsync(town.Path($"c/{dock}"));
        await sees.IsInAsync("#slow-dock");
        var tray = new FileTray(sees.Composer("#slow-dock"));

        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await visitor.Page.RouteAsync("**/files?name=*", async route =>
        {
            await gate.Task;
            await route.ContinueAsync();
        });
        await tray.ChooseAsync(("slow.txt", "text/plain", SampleFiles.Text("slow")));
        await sees.Composer("#slow-dock").Text.FillAsync("With a slow file");
        await sees.Composer("#slow-dock").Text.PressAsync("Enter");
        await Assertions.Expect(tray.Note).ToHaveTextAsync("Goes out as soon as its files are here.");
        await sees.Feed("#slow-dock").ShowsNothingOfAsync("With a slow file");
        gate.SetResult();
        await sees.Feed("#slow-dock").ShowsAsync("With a slow file");
        await Assertions.Expect(sees.Feed("#slow-dock").Row("With a slow file").Locator(".file-card")).ToContainTextAsync("slow.txt");
        await Assertions.Expect(sees.Composer("#slow-dock").Text).ToHaveValueAsync("");

        await visitor.Page.UnrouteAllAsync();
        await visitor.Page.RouteAsync("**/files?name=*", route => route.AbortAsync());
        await tray.ChooseAsync(("lost.txt", "text/plain", SampleFiles.Text("lost")));
        await Assertions.Expect(tray.Card("lost.txt")).ToContainTextAsync("The connection was lost on the way.");
        await visitor.Page.UnrouteAllAsync();
        await tray.Act("lost.txt", "Try again").ClickAsync();
        await tray.AreThereAsync(1);
        await sees.Composer("#slow-dock").SayAsync("And this one");
        await sees.Feed("#slow-dock").ShowsAsync("And this one");
        visitor.Forgive("net::ERR_FAILED");
    }

    [Fact]
    public async Task Too_long_a_text_is_sent_as_a_file()
    {
        var town = await towns.TownAsync();
        var vera = await town.SettleAsync("Vera Verbose");
        var hall = await vera.Api.CreateChannelAsync(town.Workspace, "minutes-hall");
        var visitor = await VisitAsync(town, vera);
        var sees = new WorkspacePage(visitor);
        await sees.OpenAsync(town.Path($"c/{hall}"));
        await sees.IsInAsync("#minutes-hall");
        await sees.Composer("#minutes-hall").IsReadyAsync();
        await sees.Composer("#minutes-hall").Text.FillAsync("# Minutes\n" + new string('x', 16_100));
        await sees.Composer("#minutes-hall").Root.GetByRole(AriaRole.Button, new() { Name = "Send as file" }).ClickAsync();
        var tray = new FileTray(sees.Composer("#minutes-hall"));
        await tray.AreThereAsync(1);
        await sees.Composer("#minutes-hall").SayAsync("The minutes");
        await Assertions.Expect(sees.Feed("#minutes-hall").Row("The minutes").Locator(".file-card")).ToContainTextAsync("message.md");
    }
}
