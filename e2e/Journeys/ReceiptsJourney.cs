using System.Text.RegularExpressions;
using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.e2e.Towns;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>Who has read what: in the feed, in the dialog, and nowhere when the policy says so.</summary>
public sealed class ReceiptsJourney(BrowserFixture browser, TownFixture towns) : Journey(browser)
{
    [Fact]
    public async Task Each_reader_stands_where_she_stopped_and_moves_when_she_reads_on()
    {
        var town = await towns.TownAsync();
        var (fay, gus, hal) = (await town.SettleAsync("Fay Wray"), await town.SettleAsync("Gus Grissom"), await town.SettleAsync("Hal Roach"));
        var channel = await ChannelAsync(town, "lantern", fay, gus, hal);
        await fay.Api.PostAsync(channel, "The first light");
        var (faySees, gusSees, halSees) = (await ComeAsync(town, fay, channel), await ComeAsync(town, gus, channel), await ComeAsync(town, hal, channel));
        await faySees.Feed("#lantern").ReadersAreAsync("The first light", gus.Name, hal.Name);
        await gusSees.Feed("#lantern").ReadersAreAsync("The first light", fay.Name, hal.Name);

        await halSees.Sidebar.BrowseChannels.ClickAsync();
        await Assertions.Expect(halSees.Main("Browse channels")).ToBeVisibleAsync();
        await faySees.Composer("#lantern").SayAsync("The second light");

        await faySees.Feed("#lantern").ReadersAreAsync("The second light", gus.Name);
        await faySees.Feed("#lantern").ReadersAreAsync("The first light", hal.Name);
        await gusSees.Feed("#lantern").ReadersAreAsync("The second light", fay.Name);

        await halSees.GoToAsync("#lantern");
        await faySees.Feed("#lantern").ReadersAreAsync("The second light", gus.Name, hal.Name);
        await faySees.Feed("#lantern").ReadersAreAsync("The first light");
        await halSees.Feed("#lantern").ReadersAreAsync("The second light", fay.Name, gus.Name);

        await faySees.Feed("#lantern").ActAsync("The second light", "Edit message");
        await faySees.Feed("#lantern").Editor.FillAsync("The last light");
        await faySees.Feed("#lantern").Editor.PressAsync("Enter");
        await faySees.Feed("#lantern").ReadersAreAsync("The last light", gus.Name, hal.Name);
        await faySees.Feed("#lantern").Readers("The last light").ClickAsync();
        await Assertions.Expect(faySees.Receipts.People).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Ticks_in_a_chat_say_sent_delivered_and_read()
    {
        var town = await towns.TownAsync();
        var (ivy, jim) = (await town.SettleAsync("Ivy Wolfe"), await town.SettleAsync("Jim Lovell"));
        var chat = await ivy.Api.OpenChatAsync(jim.Id);
        var ivySees = await ComeToAsync(town, ivy, $"d/{chat}");
        await ivySees.IsInAsync(jim.Name);
        await ivySees.Composer(jim.Name).SayAsync("Are you there?");
        await TickIsAsync(ivySees, jim.Name, "Are you there?", "Sent");

        var jimSees = await ComeToAsync(town, jim, "browse");
        await TickIsAsync(ivySees, jim.Name, "Are you there?", "Delivered");

        await jimSees.GoToAsync(ivy.Name);
        await TickIsAsync(ivySees, jim.Name, "Are you there?", "Read");
        await ivySees.Feed(jim.Name).ReadersAreAsync("Are you there?", jim.Name);
        await Assertions.Expect(jimSees.Feed(ivy.Name).Tick("Are you there?")).ToHaveCountAsync(0);
        var label = await ivySees.Feed(jim.Name).Row("Are you there?").GetAttributeAsync("aria-labelledby") ?? "";
        Assert.Contains(await ivySees.Feed(jim.Name).Tick("Are you there?").GetAttributeAsync("id") ?? "none", label, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_dialog_opens_by_key_menu_and_address_and_its_counts_are_live()
    {
        var town = await towns.TownAsync();
        var (kim, leo, moe) = (await town.SettleAsync("Kim Novak"), await town.SettleAsync("Leo Tolstoy"), await town.SettleAsync("Moe Berg"));
        var channel = await ChannelAsync(town, "ledger", kim, leo, moe);
        var seq = await kim.Api.PostAsync(channel, "The books are closed");
        await leo.Api.ReadAsync(channel, seq);
        var sees = await ComeAsync(town, kim, channel);
        await sees.IsInAsync("#ledger");
        await sees.Composer("#ledger").IsReadyAsync();
        var page = sees.Feed("#ledger").Row("The books are closed").Page;

        await sees.Feed("#ledger").Row("The books are closed").FocusAsync();
        await page.Keyboard.PressAsync("i");
        await sees.AddressIsAsync(new Regex($"/c/{channel}/m/{seq}/receipts$"));
        await sees.Receipts.CountIsAsync("Read", 1);
        await sees.Receipts.CountIsAsync("NotRead", 1);
        await Assertions.Expect(sees.Receipts.People).ToContainTextAsync([leo.Name]);
        await Assertions.Expect(sees.Receipts.Side("NotShared")).ToHaveCountAsync(0);

        await sees.Receipts.Side("NotRead").ClickAsync();
        await Assertions.Expect(sees.Receipts.People).ToContainTextAsync([moe.Name]);
        await sees.Receipts.Side("Read").ClickAsync();
        await Assertions.Expect(sees.Receipts.People).ToContainTextAsync([leo.Name]);
        await moe.Api.ReadAsync(channel, seq);
        await sees.Receipts.CountIsAsync("Read", 2);
        await Assertions.Expect(sees.Receipts.People).ToHaveCountAsync(1);
        await Assertions.Expect(sees.Receipts.Root).ToContainTextAsync("1 more has read");
        await sees.Receipts.Refresh.ClickAsync();
        await Assertions.Expect(sees.Receipts.People).ToHaveCountAsync(2);
        await sees.Receipts.Search.FillAsync("tols");
        await Assertions.Expect(sees.Receipts.People).ToContainTextAsync([leo.Name]);

        var download = await page.RunAndWaitForDownloadAsync(() => sees.Receipts.Export.ClickAsync());
        Assert.Contains("Leo Tolstoy", await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(sees.Receipts.Root).ToHaveCountAsync(0);
        await sees.AddressIsAsync(new Regex($"/c/{channel}$"));

        var leoSees = await ComeAsync(town, leo, channel);
        await leoSees.Feed("#ledger").ActAsync("The books are closed", "Who has read");
        await leoSees.Receipts.CountIsAsync("Read", 2);
        await Assertions.Expect(leoSees.Receipts.Export).ToHaveCountAsync(0);
        await Assertions.Expect(leoSees.Receipts.CopyNames).ToHaveCountAsync(0);
        await leoSees.OpenAsync(town.Path($"c/{channel}/m/{seq}/receipts"));
        await leoSees.Receipts.CountIsAsync("Read", 2);
        await leoSees.Receipts.Close.ClickAsync();
        await leoSees.AddressIsAsync(new Regex($"/m/{seq}$"));
    }

    [Fact]
    public async Task Where_the_organization_turns_receipts_off_nothing_tells_of_them_at_once()
    {
        var town = Own(await Town.FoundAsync(await Site.OnSqliteAsync()));
        var (nan, oli) = (await town.SettleAsync("Nan Goldin"), await town.SettleAsync("Oli Hardy"));
        var channel = await ChannelAsync(town, "vault", nan, oli);
        var seq = await nan.Api.PostAsync(channel, "Nobody knows");
        await oli.Api.ReadAsync(channel, seq);
        var (nanSees, reader) = (await ComeAsync(town, nan, channel), await ComeAsync(town, oli, channel));
        await nanSees.Feed("#vault").ReadersAreAsync("Nobody knows", oli.Name);
        await reader.OpenAsync(town.Path($"c/{channel}/m/{seq}/receipts"));
        await reader.Receipts.CountIsAsync("Read", 1);

        var owner = await VisitAsync(town, town.Owner);
        await new WorkspacePage(owner).OpenAsync("/org/policies");
        var audience = owner.Page.GetByRole(AriaRole.Group, new() { Name = "Who sees who has read a message" });
        await audience.GetByRole(AriaRole.Radio, new() { NameRegex = new Regex("^Nobody") }).CheckAsync();
        await Assertions.Expect(owner.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "It is in force for everybody." })).ToBeVisibleAsync();

        await nanSees.Feed("#vault").ReadersAreAsync("Nobody knows");
        await Assertions.Expect(reader.Receipts.Root).ToHaveCountAsync(0);
        var page = nanSees.Feed("#vault").Row("Nobody knows").Page;
        await nanSees.Feed("#vault").Row("Nobody knows").FocusAsync();
        await page.Keyboard.PressAsync("Shift+F10");
        await Assertions.Expect(nanSees.Feed("#vault").MenuItem("Copy link")).ToBeVisibleAsync();
        await Assertions.Expect(nanSees.Feed("#vault").MenuItem("Who has read")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("i");
        await Assertions.Expect(nanSees.Composer("#vault").Text).ToHaveValueAsync("i");
        await nanSees.OpenAsync(town.Path($"c/{channel}/m/{seq}/receipts"));
        await Assertions.Expect(nanSees.Main("Not here")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_keeps_it_to_herself_is_listed_as_not_shared_and_stands_nowhere()
    {
        var town = Own(await Town.FoundAsync(await Site.OnSqliteAsync()));
        await town.Owner.Api.SetReceiptPolicyAsync("everyone", allowsOptOut: true);
        var (pam, quin) = (await town.SettleAsync("Pam Grier"), await town.SettleAsync("Quin Martin"));
        var channel = await ChannelAsync(town, "alcove", pam, quin);
        var seq = await pam.Api.PostAsync(channel, "Quietly");
        var quiet = await VisitAsync(town, quin);
        var settings = new WorkspacePage(quiet);
        await settings.OpenAsync("/preferences/privacy");
        await settings.Dialog.GetByLabel("Others see how far I have read").UncheckAsync();
        await Assertions.Expect(settings.Dialog.GetByRole(AriaRole.Status)).ToHaveTextAsync("Saved");
        await quin.Api.ReadAsync(channel, seq);

        var sees = await ComeToAsync(town, pam, $"c/{channel}/m/{seq}/receipts");
        await sees.Receipts.CountIsAsync("Read", 0);
        await sees.Receipts.CountIsAsync("NotRead", 0);
        await sees.Receipts.CountIsAsync("NotShared", 1);
        await sees.Receipts.Side("NotShared").ClickAsync();
        await Assertions.Expect(sees.Receipts.People).ToContainTextAsync([quin.Name]);
        await sees.Receipts.Close.ClickAsync();
        await sees.Feed("#alcove").ReadersAreAsync("Quietly");
    }

    private static Task TickIsAsync(WorkspacePage sees, string chat, string text, string said) =>
        Assertions.Expect(sees.Feed(chat).Tick(text)).ToHaveAttributeAsync("aria-label", said);

    private static async Task<string> ChannelAsync(Town town, string name, Resident maker, params Resident[] others)
    {
        var channel = await maker.Api.CreateChannelAsync(town.Workspace, name);
        foreach (var other in others)
        {
            await other.Api.JoinAsync(channel);
        }

        return channel;
    }

    private async Task<WorkspacePage> ComeAsync(Town town, Resident who, string channel) => await ComeToAsync(town, who, $"c/{channel}");

    private async Task<WorkspacePage> ComeToAsync(Town town, Resident who, string path)
    {
        var sees = new WorkspacePage(await VisitAsync(town, who));
        await sees.OpenAsync(town.Path(path));
        return sees;
    }
}
