using System.Globalization;
using AngleSharp.Dom;
using Bunit;
using Collab.Domain.Channels;
using Collab.Domain.Confirmations;
using Collab.Domain.Messages;
using Collab.Domain.People;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Streams;
using Collab.Support;
using Collab.Support.Houses;
using Collab.Web.Components.Workspaces;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Web.Tests.Components;

public sealed class ReceiptsDialogTests : IAsyncLifetime
{
    private House _house = null!; // set before each test
    private PageContext _page = null!; // set before each test
    private Actor _bo = null!; // set before each test
    private Actor _cy = null!; // set before each test
    private StreamView _team = null!; // set before each test
    private MessageView _said = null!; // set before each test
    private bool _isClosed;

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _house = await House.BuildAsync(Ct);
        (_bo, _cy) = (await _house.ArriveAsync("Bo Diddley"), await _house.ArriveAsync("Cy Twombly"));
        _team = await _house.ChannelAsync(_house.Owner, "team");
        foreach (var member in new[] { _bo, _cy })
            await _house.Get<JoinChannel>().ExecuteAsync(member, _team.Id, Ct);
        _said = await _house.SayAsync(_house.Owner, _team.Id, "The pier is closed on Friday");
        await ReadAsync(_bo);
        _page = HousePages.Of(_house, _house.Owner);
    }

    public async ValueTask DisposeAsync()
    {
        await _page.DisposeAsync();
        await _house.DisposeAsync();
    }

    [Fact]
    public async Task It_shows_the_message_and_who_has_read_it_and_who_has_not()
    {
        var dialog = Open();

        Assert.Contains("The pier is closed on Friday", dialog.Find(".receipt-excerpt").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Read 1", "Not read 1"], Sides(dialog));
        dialog.WaitForAssertion(() => Assert.Equal(["Bo Diddley"], Names(dialog)));
        Assert.Matches("^by .+ or earlier$", dialog.Find(".receipt-time").TextContent);

        await dialog.Find("[data-side=NotRead]").ClickAsync(new());

        dialog.WaitForAssertion(() => Assert.Equal(["Cy Twombly"], Names(dialog)));
        Assert.Empty(dialog.FindAll(".receipt-time"));
    }

    [Fact]
    public async Task Where_times_are_kept_it_says_when_each_has_read_it_and_those_who_did_first_come_first()
    {
        Assert.True((await _house.Get<SetReceiptPolicy>().ExecuteAsync(_house.Owner, new SetReceiptPolicyRequest(ReceiptAudience.Everyone, false, KeepsTimes: true), Ct)).IsOk);
        _house.Installation.Time.Advance(TimeSpan.FromMinutes(2));
        _said = await _house.SayAsync(_house.Owner, _team.Id, "The pier is open");
        _house.Installation.Time.Advance(TimeSpan.FromMinutes(2));
        await ReadAsync(_cy);
        var first = _house.Installation.Time.GetUtcNow();
        _house.Installation.Time.Advance(TimeSpan.FromMinutes(3));
        await ReadAsync(_bo);
        await _house.SayAsync(_house.Owner, _team.Id, "Come all");
        _house.Installation.Time.Advance(TimeSpan.FromHours(1));
        await _house.Get<MarkRead>().ExecuteAsync(new MarkReadRequest(_cy, _team.Id, _said.Seq + 1), Ct);

        var dialog = Open();

        dialog.WaitForAssertion(() => Assert.Equal(["Cy Twombly", "Bo Diddley"], Names(dialog)));
        Assert.Equal(first, DateTimeOffset.Parse(dialog.Find(".receipt-time").GetAttribute("datetime")!, CultureInfo.InvariantCulture), TimeSpan.FromSeconds(1)); // it has one
        Assert.DoesNotContain("or earlier", dialog.Find(".receipt-time").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_says_title_and_department_and_the_excerpt_has_no_signs_of_formatting()
    {
        await _house.Get<UpdateProfile>().ExecuteAsync(new UpdateProfileRequest(_bo, "Bo Diddley", "Guitarist", "", "Rhythm", "", "", null), Ct);
        _said = await _house.SayAsync(_house.Owner, _team.Id, "The **pier** is [closed](https://example.com)\n\n- on `Friday`");
        await ReadAsync(_bo);

        var dialog = Open();

        Assert.Equal("The pier is closed • on Friday", dialog.Find(".receipt-text").TextContent);
        dialog.WaitForAssertion(() => Assert.Equal("Guitarist · Rhythm", dialog.Find(".receipt .person-name small").TextContent));
    }

    [Fact]
    public async Task A_long_message_is_cut_between_characters()
    {
        _said = await _house.SayAsync(_house.Owner, _team.Id, new string('a', 279) + "👩‍🚀 and more");

        Assert.Equal(new string('a', 279) + "…", Open().Find(".receipt-text").TextContent);
    }

    [Fact]
    public async Task Counts_follow_while_the_list_stands_still_until_it_is_refreshed()
    {
        var dialog = Open();
        dialog.WaitForAssertion(() => Assert.Equal(["Bo Diddley"], Names(dialog)));

        await ReadAsync(_cy);
        _house.Installation.Time.Advance(TimeSpan.FromSeconds(1.5));

        dialog.WaitForAssertion(() => Assert.Equal("1 more has read", dialog.Find(".receipt-news span").TextContent));
        Assert.Equal(["Read 2", "Not read 0"], Sides(dialog));
        Assert.Equal(["Bo Diddley"], Names(dialog));

        await dialog.Find(".receipt-news button").ClickAsync(new());

        dialog.WaitForAssertion(() => Assert.Equal(["Bo Diddley", "Cy Twombly"], Names(dialog).Order()));
        Assert.Empty(dialog.FindAll(".receipt-news button"));
    }

    [Fact]
    public async Task A_search_looks_in_the_list_that_is_shown()
    {
        var dialog = Open();
        await dialog.Find("[data-side=NotRead]").ClickAsync(new());
        dialog.WaitForAssertion(() => Assert.Equal(["Cy Twombly"], Names(dialog)));

        await dialog.Find("input[type=search]").InputAsync(new ChangeEventArgs { Value = "bo" });

        dialog.WaitForAssertion(() => Assert.Equal("Nobody found for “bo”.", dialog.Find(".none").TextContent));
    }

    [Fact]
    public async Task Author_and_managers_take_the_lists_along_and_others_are_not_offered_it()
    {
        var link = Open().Find("a[download]").GetAttribute("href");
        Assert.Equal($"/api/v1/streams/{_team.Id}/messages/{_said.Seq}/receipts.csv", link);

        await _page.DisposeAsync();
        _page = HousePages.Of(_house, _bo);
        var others = Open();
        Assert.Equal(["Read 1", "Not read 1"], Sides(others));
        Assert.Empty(others.FindAll(".receipt-foot :is(a, button)"));
    }

    [Fact]
    public async Task Where_one_may_opt_out_there_is_a_third_list()
    {
        await DecideAsync(new ReceiptPolicy(ReceiptAudience.Everyone, true));
        await _house.Get<SetReceiptSharing>().ExecuteAsync(_cy, false, Ct);

        var dialog = Open();

        Assert.Equal(["Read 1", "Not read 0", "Not shared 1"], Sides(dialog));
        await dialog.Find("[data-side=NotShared]").ClickAsync(new());
        dialog.WaitForAssertion(() => Assert.Equal(["Cy Twombly"], Names(dialog)));
    }

    [Fact]
    public async Task Those_who_came_later_and_who_have_left_are_not_listed_but_counted()
    {
        var dee = await _house.ArriveAsync("Dee Dee");
        await _house.Get<JoinChannel>().ExecuteAsync(dee, _team.Id, Ct);
        await _house.Get<LeaveChannel>().ExecuteAsync(_cy, _team.Id, Ct);
        _house.Installation.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(
            "1 person joined later and is not listed. 1 person has left and is not listed.", Open().Find(".receipt-note").TextContent);
    }

    [Fact]
    public async Task It_goes_when_receipts_are_turned_off()
    {
        Open();
        await DecideAsync(new ReceiptPolicy(ReceiptAudience.Off, false));

        await Eventually.TrueAsync(
            () =>
            {
                _house.Installation.Time.Advance(TimeSpan.FromSeconds(1.5));
                return _isClosed;
            },
            "it is closed");
    }

    [Fact]
    public async Task Of_a_message_that_asks_for_it_those_who_have_confirmed_come_first_and_the_rest_are_reminded()
    {
        var asked = await _house.Get<PostMessage>().ExecuteAsync(
            new PostMessageRequest(_house.Owner, _team.Id, "Read the rules", _house.NewKey()) { Confirmation = new ConfirmationRequest(null) }, Ct);
        _said = asked.Value;
        await _house.Get<ConfirmMessage>().ExecuteAsync(_bo, _team.Id, _said.Seq, Ct);

        var dialog = Open();

        Assert.Equal(["Confirmed 1", "Not confirmed 1", "Read 0", "Not read 2"], Sides(dialog));
        dialog.WaitForAssertion(() => Assert.Equal(["Bo Diddley"], Names(dialog)));
        await dialog.Find("[data-side=NotConfirmed]").ClickAsync(new());
        dialog.WaitForAssertion(() => Assert.Equal(["Cy Twombly"], Names(dialog)));
        var remind = dialog.Find(".receipt-foot .primary");
        Assert.Equal("Remind the one", remind.TextContent);
        await remind.ClickAsync(new());

        dialog.WaitForAssertion(() => Assert.True(dialog.Find(".receipt-foot .primary").HasAttribute("disabled")));
        Assert.Equal((1, 0), ((await _house.PlaceAsync(_cy, _team.Id))!.Mentions, (await _house.PlaceAsync(_bo, _team.Id))!.Mentions - 1));
    }

    [Fact]
    public async Task Where_receipts_are_off_the_author_still_sees_who_has_confirmed_and_nothing_of_reading()
    {
        _said = (await _house.Get<PostMessage>().ExecuteAsync(
            new PostMessageRequest(_house.Owner, _team.Id, "Read the rules", _house.NewKey()) { Confirmation = new ConfirmationRequest(null) }, Ct)).Value;
        await DecideAsync(new ReceiptPolicy(ReceiptAudience.Off, false));

        Assert.Equal(["Confirmed 0", "Not confirmed 2"], Sides(Open()));
    }

    private IRenderedComponent<ReceiptsDialog> Open()
    {
        var dialog = _page.Render<ReceiptsDialog>(p => p.Add(d => d.Of, new MessageDialog.Receipts(_team.Id, _said.Seq)).Add(d => d.OnClose, () => _isClosed = true));
        dialog.WaitForElement(".receipt-excerpt");
        return dialog;
    }

    private static IEnumerable<string> Sides(IRenderedComponent<ReceiptsDialog> dialog) => dialog.FindAll("[data-side]").Select(b => b.TextContent.Trim());

    private static IEnumerable<string> Names(IRenderedComponent<ReceiptsDialog> dialog) =>
        dialog.FindAll(".receipt .person-name").Select(n => n.FirstChild?.TextContent ?? "");

    private async Task ReadAsync(Actor reader) =>
        Assert.True((await _house.Get<MarkRead>().ExecuteAsync(new MarkReadRequest(reader, _team.Id, _said.Seq), Ct)).IsOk);

    private async Task DecideAsync(ReceiptPolicy policy) => Assert.True((await _house.Get<SetReceiptPolicy>().ExecuteAsync(_house.Owner, new SetReceiptPolicyRequest(policy.Audience, policy.AllowsOptOut), Ct)).IsOk);
}
