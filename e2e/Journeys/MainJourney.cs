using System.Text.RegularExpressions;
using Collab.e2e.Fixtures;
using Collab.e2e.Pages;
using Collab.Support;
using Collab.Support.Files;
using Collab.Support.Servers;
using Microsoft.Playwright;
using Xunit;

namespace Collab.e2e.Journeys;

/// <summary>What Collab is for, from the first run to the last sign-out, by two people in two browsers.</summary>
public abstract class MainJourney(BrowserFixture browser) : Journey(browser)
{
    private const string General = "#general";
    private static readonly Credentials Ada = Credentials.For("Ada Lovelace");
    private static readonly Credentials Bo = Credentials.For("Bo Diddley");

    private Visitor ada = null!; // set by the first step
    private Visitor bo = null!; // set by the second step
    private WorkspacePage adaSees = null!; // as above
    private WorkspacePage boSees = null!; // as above

    /// <summary>Untouched: nobody owns it yet.</summary>
    protected abstract Task<Site> StartAsync();

    [Fact]
    public async Task Two_people_set_up_talk_lose_the_connection_and_leave()
    {
        var site = Own(await StartAsync());
        var wire = Own(Wire.To(site.Nodes[^1]));
        await SetUpAndInviteAsync(site, wire);
        await TalkInChannelAsync();
        await ReactAndEditAsync();
        await ReplyInThreadAsync();
        await TalkInChatAsync();
        await FindAsync(site);
        await CallAndReadAsync();
        await LoseConnectionAsync(wire);
        await ComeAndGoAsync();
        await SignOutEverywhereAsync(site);
    }

    private async Task SetUpAndInviteAsync(Site site, Wire wire)
    {
        ada = await VisitAsync(site, "ada");
        var welcome = await new SetupPage(ada).SetUpAsync(await site.FirstRunCodeAsync(), "Acme", Ada, "Harbour");
        var link = await welcome.InviteAsync(Bo.Email);
        adaSees = await welcome.OpenCollabAsync();

        bo = await VisitAsync(site, "bo", wire);
        boSees = await (await new InvitePage(bo).AcceptAsync(link, Bo)).OpenCollabAsync();
        await adaSees.IsInAsync(General);
        await boSees.IsInAsync(General);
    }

    private async Task TalkInChannelAsync()
    {
        await adaSees.Composer(General).SayAsync("Good morning **Bo**");
        await boSees.Feed(General).ShowsAsync("Good morning Bo");
        await Assertions.Expect(boSees.Feed(General).Row("Good morning").Locator("strong")).ToHaveTextAsync("Bo");

        await boSees.Composer(General).TypeAsync("Good morning");
        await Assertions.Expect(adaSees.Composer(General).TypingLine).ToHaveTextAsync("Bo Diddley is typing");
        await boSees.Composer(General).SayAsync(" to you too");
        await adaSees.Feed(General).ShowsAsync("Good morning to you too");
        await boSees.Feed(General).ShowsAsync("Good morning to you too");
        await Assertions.Expect(adaSees.Composer(General).TypingLine).ToHaveTextAsync("");
        Assert.Equal(await adaSees.Feed(General).TextsAsync(), await boSees.Feed(General).TextsAsync());
    }

    private async Task ReactAndEditAsync()
    {
        await boSees.Feed(General).ActAsync("Good morning Bo", "React with 👍");
        await Assertions.Expect(adaSees.Feed(General).Reaction("Good morning Bo", "👍", Bo.Name)).ToBeVisibleAsync();
        await adaSees.Feed(General).ActAsync("Good morning Bo", "React with 👍");
        await Assertions.Expect(boSees.Feed(General).Reaction("Good morning Bo", "👍", Bo.Name, Ada.Name)).ToHaveAttributeAsync("aria-pressed", "true");
        await boSees.Feed(General).Reaction("Good morning Bo", "👍", Bo.Name, Ada.Name).ClickAsync();
        await Assertions.Expect(adaSees.Feed(General).Reaction("Good morning Bo", "👍", Ada.Name)).ToBeVisibleAsync();

        await adaSees.Feed(General).ActAsync("Good morning Bo", "Edit message");
        await adaSees.Feed(General).Editor.FillAsync("Good evening Bo");
        await adaSees.Feed(General).Editor.PressAsync("Enter");
        await boSees.Feed(General).ShowsAsync("Good evening Bo", "edited");
        await Assertions.Expect(boSees.Feed(General).Row("Good evening Bo")).ToContainTextAsync("(edited)");
        await adaSees.Feed(General).ShowsAsync("Good evening Bo", "edited");
        await boSees.Feed(General).ShowsNothingOfAsync("Good morning Bo");
        Assert.Contains("Good morning **Bo**", await EarlierTextsAsync(), StringComparison.Ordinal);
    }

    // Read by Bo's own browser, with nothing but his session.
    private Task<string> EarlierTextsAsync() =>
        boSees.Feed(General).Row("Good evening Bo").EvaluateAsync<string>(
            """
            row => fetch(`/api/v1/streams/${row.closest('.feed').dataset.stream}/messages/${row.dataset.seq}/edits`).then(answer => answer.text())
            """);

    private async Task ReplyInThreadAsync()
    {
        await boSees.Feed(General).ActAsync("Good evening Bo", "Reply in thread");
        await boSees.Thread.ShowsAsync("Good evening Bo");
        await adaSees.Feed(General).ActAsync("Good evening Bo", "Reply in thread");
        await adaSees.Thread.ShowsAsync("Good evening Bo");

        await boSees.Thread.Composer.SayAsync("A first reply");
        await adaSees.Thread.ShowsAsync("A first reply");
        await adaSees.Thread.Composer.SayAsync("A second reply");
        await boSees.Thread.ShowsAsync("A second reply");
        await Assertions.Expect(boSees.Feed(General).Row("Good evening Bo").Locator(".thread-count")).ToHaveTextAsync("2 replies");
        await boSees.AddressIsAsync(new Regex(@"/c/\d+/t/\d+$"));
        // They are read where they are seen.
        await Assertions.Expect(adaSees.Sidebar.UnreadReplies).ToHaveCountAsync(0);
        await Assertions.Expect(boSees.Sidebar.UnreadReplies).ToHaveCountAsync(0);
        await adaSees.Thread.Close.ClickAsync();
        await boSees.Thread.Close.ClickAsync();
        await Assertions.Expect(boSees.Thread.Root).ToHaveCountAsync(0);
    }

    private async Task TalkInChatAsync()
    {
        await boSees.WriteToAsync(Ada.Name);
        await boSees.Composer(Ada.Name).SayAsync("Between you and me");
        await adaSees.Sidebar.UnreadIsAsync(Bo.Name, 1);
        await adaSees.GoToAsync(Bo.Name);
        await adaSees.Feed(Bo.Name).ShowsAsync("Between you and me");
        await adaSees.Sidebar.UnreadIsAsync(Bo.Name, 0);
        await adaSees.Composer(Bo.Name).SayAsync("Nobody else hears us");
        await boSees.Feed(Ada.Name).ShowsAsync("Nobody else hears us");
        await SendFilesAsync();
    }

    // At one node, and opened at the other.
    private async Task SendFilesAsync()
    {
        var tray = new FileTray(adaSees.Composer(Bo.Name));
        await tray.ChooseAsync(("offer.docx", "", SampleFiles.Docx("Price of the lighthouse tender")), ("tower.png", "image/png", SampleFiles.Picture(300, 200)));
        await tray.AreThereAsync(2);
        await adaSees.Composer(Bo.Name).SayAsync("The offer");
        var row = boSees.Feed(Ada.Name).Row("The offer");
        await Eventually.TrueAsync(async () => await row.Locator("img").EvaluateAsync<int>("image => image.naturalWidth") == 300, "the picture is there");
        await Assertions.Expect(row.Locator("a.file-card")).ToContainTextAsync("offer.docx");
    }

    // The edited text and the chat are found, by a part of a word; the earlier text is not.
    private async Task FindAsync(Site site)
    {
        await bo.Page.Keyboard.PressAsync("Control+g");
        var search = new SearchPage(bo.Page);
        await search.FindsAsync("veni", "Good evening Bo");
        await search.FindsAsync("is:dm nobody", "Nobody else hears us");
        await search.FindsAsync("has:file lighthouse", "Price of the lighthouse tender");
        await search.FindsAsync("from:me is:thread repl", "A first reply");
        await Assertions.Expect(search.Found).ToHaveCountAsync(1);
        await search.Found.GetByRole(AriaRole.Link).ClickAsync();
        await boSees.Thread.ShowsAsync("A first reply");
        await ForgetAsync();
        Assert.Empty(site.SearchViolations);
        await boSees.GoToAsync(Ada.Name);
    }

    // What is taken back goes from what was found, and only its author finds that it was there.
    private async Task ForgetAsync()
    {
        var (his, hers) = (new SearchPage(bo.Page), new SearchPage(ada.Page));
        await boSees.Thread.Close.ClickAsync();
        await bo.Page.Keyboard.PressAsync("Control+g");
        await his.FindsAsync("is:dm nobody", "Nobody else hears us");
        await RecallAsync(Bo.Name, "Nobody else hears us");
        await Assertions.Expect(his.Found).ToHaveCountAsync(0);
        await ada.Page.Keyboard.PressAsync("Control+g");
        await hers.FindsAsync("is:recalled-by-me is:dm", "You recalled a message");
        await his.FindsAsync("is:dm between", "Between you and me");
        await his.Found.GetByRole(AriaRole.Link).ClickAsync();
        await adaSees.GoToAsync(Bo.Name);
    }

    private async Task RecallAsync(string place, string text)
    {
        await adaSees.Feed(place).ActAsync(text, "Recall for everyone");
        await adaSees.Dialog.GetByRole(AriaRole.Button, new() { Name = "Recall", Exact = true }).ClickAsync();
        await adaSees.Feed(place).ShowsNothingOfAsync(text);
    }

    private async Task CallAndReadAsync()
    {
        await adaSees.GoToAsync(General);
        await adaSees.Composer(General).SayAsync("Bo is not here");
        await boSees.Sidebar.UnreadIsAsync(General, 1);
        await boSees.Sidebar.MentionsAreAsync(General, 0);

        await adaSees.Composer(General).TypeAsync("@bo");
        await Assertions.Expect(adaSees.Composer(General).Suggestions.Filter(new() { HasText = Bo.Name })).ToBeVisibleAsync();
        await adaSees.Composer(General).Text.PressAsync("Enter");
        await adaSees.Composer(General).SayAsync("please come");
        await boSees.Sidebar.MentionsAreAsync(General, 1);
        await boSees.Sidebar.UnreadIsAsync(General, 2);
        await Assertions.Expect(bo.Page).ToHaveTitleAsync(new Regex(@"^\(1\) "));

        // What is taken back was never unread.
        await RecallAsync(General, "Bo is not here");
        await boSees.Sidebar.UnreadIsAsync(General, 1);
        await boSees.Sidebar.MentionsAreAsync(General, 1);

        await boSees.GoToAsync(General);
        await Assertions.Expect(boSees.Feed(General).NewLine).ToBeVisibleAsync();
        await Assertions.Expect(boSees.Feed(General).Row("please come").Locator(".mention")).ToContainTextAsync("Bo");
        await boSees.Sidebar.UnreadIsAsync(General, 0);
        await boSees.Sidebar.MentionsAreAsync(General, 0);
        await Assertions.Expect(bo.Page).ToHaveTitleAsync(new Regex("^#general"));
    }

    private async Task LoseConnectionAsync(Wire wire)
    {
        wire.Cut();
        await boSees.ConnectionIsAsync("reconnecting");
        await RecallAsync(General, "please come");
        await boSees.Composer(General).SayAsync("Written without a connection");
        await boSees.Composer(General).SayAsync("And a second one");
        await Assertions.Expect(boSees.Feed(General).Unsent).ToHaveCountAsync(2);
        await Assertions.Expect(boSees.Banner).ToContainTextAsync("waiting to be sent: 2");
        await boSees.Composer(General).TypeAsync("Half a sen");
        await adaSees.Composer(General).SayAsync("Said while Bo was away");
        await adaSees.Feed(General).ShowsAsync("Said while Bo was away");

        wire.Mend();
        await boSees.ConnectionIsAsync("online");
        string[] expected = ["Said while Bo was away", "Written without a connection", "And a second one"];
        foreach (var text in expected)
        {
            await boSees.Feed(General).ShowsAsync(text);
            await adaSees.Feed(General).ShowsAsync(text);
        }

        Assert.Equal(expected, (await boSees.Feed(General).TextsAsync()).TakeLast(3));
        Assert.Equal(await adaSees.Feed(General).TextsAsync(), await boSees.Feed(General).TextsAsync());
        await Assertions.Expect(boSees.Composer(General).Text).ToHaveValueAsync("Half a sen");
        await boSees.Composer(General).SayAsync("tence");
        await adaSees.Feed(General).ShowsAsync("Half a sentence");
        bo.ForgiveLostConnection();
        await boSees.Feed(General).ShowsNothingOfAsync("please come");
        await Assertions.Expect(boSees.Feed(General).Root.Locator("[data-state='recalled']").Last).ToContainTextAsync("2 messages recalled");
    }

    private async Task ComeAndGoAsync()
    {
        await adaSees.CreateChannelAsync("design");
        await boSees.JoinAsync("design");
        await boSees.GoToAsync("#design");
        await boSees.Composer("#design").SayAsync("I am only passing through");
        await adaSees.Feed("#design").ShowsAsync("I am only passing through");
        await boSees.LeaveAsync("#design");
        await Assertions.Expect(adaSees.Feed("#design").Root).ToContainTextAsync("Bo Diddley left");
    }

    private async Task SignOutEverywhereAsync(Site site)
    {
        var phone = await VisitAsync(site, "bo-phone", View.Phone);
        var phoneSees = await new SignInPage(phone).SignInAsync(Bo);
        await boSees.SignOutEverywhereAsync();
        await Assertions.Expect(bo.Page).ToHaveURLAsync(new Regex("/signin"));
        await Assertions.Expect(phoneSees.Banner).ToContainTextAsync("You have been signed out.");
        await bo.Page.GotoAsync("/");
        await Assertions.Expect(new SignInPage(bo).SignIn).ToBeVisibleAsync();

        await (await new SignInPage(bo).SignInAsync(Bo)).GoToAsync(General);
        await boSees.Feed(General).ShowsAsync("Half a sentence");
    }
}

/// <summary>What <c>./dev run</c> starts.</summary>
public sealed class MainJourneyOnSqlite(BrowserFixture browser) : MainJourney(browser)
{
    protected override Task<Site> StartAsync() => Site.OnSqliteAsync();
}

/// <summary>Two nodes before two database servers and Redis, each person on another node.</summary>
public sealed class MainJourneyOnMariaDb(BrowserFixture browser) : MainJourney(browser)
{
    protected override Task<Site> StartAsync() => Site.OnMariaDbAsync();
}
