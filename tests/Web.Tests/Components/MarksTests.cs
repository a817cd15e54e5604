using Bunit;
using Collab.Domain.Channels;
using Collab.Domain.People;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Support;
using Collab.Support.Houses;
using Collab.Web.Components.Workspaces;
using Collab.Web.Realtime;
using Collab.Web.Tests.Realtime;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Web.Tests.Components;

/// <summary>What a message list tells the browser of those who have read.</summary>
public sealed class MarksTests : IAsyncLifetime
{
    private House _house = null!; // set before each test
    private PageContext _page = null!; // set before each test
    private BunitJSModuleInterop _handle = null!; // set before each test
    private Actor _bo = null!; // set before each test
    private StreamView _team = null!; // set before each test
    private LiveFeed _feed = null!; // set before each test

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    private IReadOnlyList<MarksPatch> Patches => [.. _handle.Invocations["mark"].Select(i => (MarksPatch)i.Arguments[0]!)]; // the list passes one

    public async ValueTask InitializeAsync()
    {
        _house = await House.BuildAsync(Ct);
        _bo = await _house.ArriveAsync("Bo Diddley");
        _team = await _house.ChannelAsync(_house.Owner, "team");
        await _house.Get<JoinChannel>().ExecuteAsync(_bo, _team.Id, Ct);
        for (var i = 1; i <= 3; i++)
            await _house.SayAsync(_house.Owner, _team.Id, $"message {i}");
        _page = HousePages.Of(_house, _house.Owner);
        _handle = _page.JSInterop.SetupModule("/js/feed.js").SetupModule("attach", _ => true);
        _handle.Mode = JSRuntimeMode.Loose;
    }

    public async ValueTask DisposeAsync()
    {
        await _page.DisposeAsync();
        await _house.DisposeAsync();
    }

    [Fact]
    public async Task Readers_come_with_their_names_and_move_without_a_row_being_drawn_again()
    {
        var list = await OpenAsync();
        var patch = Assert.Single(Patches);
        Assert.Equal((true, "readers"), (patch.IsAnew, patch.Mode));
        var (renders, before) = (list.RenderCount, list.Markup);

        await list.InvokeAsync(() => _feed.Apply(new ReadersMoved(_team.Id, [new ReadPosition(_bo.User, _team.LastSeq + 3, 0)])));

        Assert.Equal((renders, before), (list.RenderCount, list.Markup));
        await Eventually.TrueAsync(() => Patches.Count == 2, "the browser is told who moved");
        Assert.Equal([(_bo.User.ToString(), "Bo Diddley", "B", _team.LastSeq + 3)], Patches[1].Readers.Select(r => (r.Id, r.Name, r.Initials, r.Seq)));
    }

    [Fact]
    public async Task Where_the_policy_says_nobody_nothing_is_told_and_nothing_offered()
    {
        await DecideAsync(ReceiptAudience.Off);
        var list = await OpenAsync();

        Assert.All(Patches, p => Assert.Equal(("none", 0), (p.Mode, p.Readers.Count)));
        Assert.Null(list.Find(".feed").GetAttribute("data-receipts"));
        Assert.Empty(list.FindAll("[data-do=receipts]"));
    }

    [Fact]
    public async Task When_the_policy_changes_what_may_not_be_shown_any_more_goes_at_once()
    {
        var list = await OpenAsync();
        Assert.Equal("all", list.Find(".feed").GetAttribute("data-receipts"));
        Assert.NotEmpty(list.FindAll(".row-menu [data-do=receipts]"));

        await DecideAsync(ReceiptAudience.Off);
        var off = new ReceiptPolicySignal(new ReceiptPolicy(ReceiptAudience.Off, false));
        await list.InvokeAsync(() =>
        {
            _page.Services.GetRequiredService<ReceiptSight>().Apply(off);
            _feed.Apply(off);
        });

        await Eventually.TrueAsync(() => Patches[^1] is { IsAnew: true, Mode: "none" }, "the marks go");
        Assert.Null(list.Find(".feed").GetAttribute("data-receipts"));
        Assert.Empty(list.FindAll("[data-do=receipts]"));
    }

    [Fact]
    public async Task One_who_may_see_only_her_own_is_told_how_many_have_read_those()
    {
        await DecideAsync(ReceiptAudience.AuthorAndManagers);
        await _page.DisposeAsync();
        _page = HousePages.Of(_house, _bo);
        _handle = _page.JSInterop.SetupModule("/js/feed.js").SetupModule("attach", _ => true);
        _handle.Mode = JSRuntimeMode.Loose;
        var own = await _house.SayAsync(_bo, _team.Id, "mine");
        await _house.Get<MarkRead>().ExecuteAsync(new MarkReadRequest(_house.Owner, _team.Id, own.Seq), Ct);
        var list = await OpenAsync();
        Assert.Equal("own", list.Find(".feed").GetAttribute("data-receipts"));

        await list.InvokeAsync(() => new MessageList.FeedCalls(list.Instance).Count([own.Seq, own.Seq - 1]));

        await Eventually.TrueAsync(() => Patches[^1].Counts.Count > 0, "they are counted");
        Assert.Equal([new CountMark(own.Seq, "Read by 1"), new CountMark(own.Seq - 1, "")], Patches[^1].Counts);
        Assert.Equal("counts", Patches[^1].Mode);
        Assert.Empty(Patches.SelectMany(p => p.Readers));
    }

    [Fact]
    public async Task Who_reads_right_after_it_was_counted_is_counted_all_the_same()
    {
        var own = await _house.SayAsync(_house.Owner, _team.Id, "mine");
        var list = await OpenAsync();
        await list.InvokeAsync(() => _feed.Readers.Load(null));
        await list.InvokeAsync(() => new MessageList.FeedCalls(list.Instance).Count([own.Seq]));
        await Eventually.TrueAsync(() => Patches[^1].Counts.Count > 0, "it is counted");
        Assert.Equal([new CountMark(own.Seq, "")], Patches[^1].Counts);

        // Within the second for which the answer holds.
        await _house.Get<MarkRead>().ExecuteAsync(new MarkReadRequest(_bo, _team.Id, own.Seq), Ct);
        var before = Patches.Count;
        await list.InvokeAsync(() => _feed.Apply(new ReceiptsMoved(_team.Id)));
        await Eventually.TrueAsync(() => Patches.Count > before && Patches[^1].Counts.Count > 0, "it is counted again");
        _house.Installation.Time.Advance(TimeSpan.FromSeconds(1.2));

        await Eventually.TrueAsync(() => Patches[^1].Counts is [{ Text: "Read by 1" }], "the count is that of now");
    }

    private async Task<IRenderedComponent<MessageList>> OpenAsync()
    {
        var services = _page.Services;
        await services.GetRequiredService<Session>().StartAsync(new System.Security.Claims.ClaimsPrincipal(), null, Ct);
        var (session, reader) = (services.GetRequiredService<Session>(), services.GetRequiredService<PlaceReader>());
        services.GetRequiredService<ReceiptSight>().Load((await reader.FindReceiptPolicyAsync((await session.ActAsync(Ct)).Value, Ct))!); // the house can be reached
        var messages = new MessageFeed(new UseCaseFeedSource(session, reader, _team.Id), _team.Id, session.Me);
        await messages.OpenAsync(null, Ct);
        _feed = new LiveFeed(messages, new TypingRoster(_team.Id, session.Me, TimeProvider.System), null);
        var list = _page.Render<MessageList>(p => p.Add(l => l.Feed, _feed).Add(l => l.Title, "#team").Add(l => l.ListId, "f").Add(l => l.OutboxKey, "1").Add(l => l.MayRespond, true));
        await Eventually.TrueAsync(() => Patches.Count > 0, "the browser is told of marks");
        return list;
    }

    private async Task DecideAsync(ReceiptAudience audience) =>
        Assert.True((await _house.Get<SetReceiptPolicy>().ExecuteAsync(_house.Owner, new SetReceiptPolicyRequest(audience, false), Ct)).IsOk);
}
