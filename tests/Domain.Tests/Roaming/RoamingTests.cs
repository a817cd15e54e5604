using Collab.Domain.Audit;
using Collab.Domain.Channels;
using Collab.Domain.Hidden;
using Collab.Domain.Messages;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Recall;
using Collab.Domain.Roaming;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Support.Houses;
using Xunit;

namespace Collab.Domain.Tests.Roaming;

/// <summary>Auditors see what a person sees, with a reason, for a time, where the policy asks for it with a second person, and never unseen.</summary>
public sealed class RoamingTests : IAsyncLifetime
{
    private const string Reason = "a leak of prices, reported on Monday";

    private House _house = null!; // set before each test
    private Actor _iris = null!; // set before each test
    private Actor _otto = null!; // set before each test
    private Actor _ada = null!; // set before each test
    private Actor _bo = null!; // set before each test

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _house = await House.BuildAsync();
        (_ada, _bo) = (await _house.ArriveAsync("Ada"), await _house.ArriveAsync("Bo"));
        (_iris, _otto) = (await AuditorAsync("Iris"), await AuditorAsync("Otto"));
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task An_auditor_reads_private_places_and_threads_of_the_person_and_what_she_has_deleted_for_herself()
    {
        var secret = (await _house.ChannelAsync(_ada, "secret", ChannelVisibility.Private)).Id;
        var root = await _house.SayAsync(_ada, secret, "the price is nine");
        var thread = (await _house.Get<ReplyInThread>().ExecuteAsync(new ReplyInThreadRequest(_ada, secret, root.Seq, "or ten", _house.NewKey()), Ct)).Value.Stream;
        var chat = (await _house.Get<OpenChat>().ExecuteAsync(new OpenChatRequest(_ada, [_bo.User]), Ct)).Value.Id;
        await _house.SayAsync(_bo, chat, "hush");
        await _house.Get<SetHidden>().ExecuteAsync(new SetHiddenRequest(_ada, secret, [root.Seq]), Ct);
        await _house.Get<ClearHistory>().ExecuteAsync(_ada, chat, Ct);
        var view = await OpenAsync(_iris, "ada");

        var places = (await _house.Get<ListRoamedPlaces>().ExecuteAsync(_iris, view, Ct)).Value;
        Assert.Contains(secret, places.Items.Select(p => p.Head.Id));
        Assert.Contains(chat, places.Items.Select(p => p.Head.Id));
        Assert.Equal(["the price is nine"], await TextsAsync(_iris, view, secret));
        Assert.Equal(["or ten"], await TextsAsync(_iris, view, thread));
        Assert.Equal(["hush"], await TextsAsync(_iris, view, chat));
    }

    [Fact]
    public async Task Nothing_of_it_is_noticed_in_the_place()
    {
        var secret = (await _house.ChannelAsync(_ada, "secret", ChannelVisibility.Private)).Id;
        await _house.SayAsync(_ada, secret, "one");
        var before = (await _house.PlaceAsync(_ada, secret))!;
        var view = await OpenAsync(_iris, "ada");
        await TextsAsync(_iris, view, secret);

        var after = (await _house.PlaceAsync(_ada, secret))!;
        Assert.Equal((before.LastReadSeq, before.Unread, before.Head.Version, before.Head.MemberCount), (after.LastReadSeq, after.Unread, after.Head.Version, after.Head.MemberCount));
        // And elsewhere the auditor sees no more than before.
        Assert.IsType<Error.NotFound>((await _house.Get<ListMessages>().ExecuteAsync(new ListMessagesRequest(_iris, secret, MessageRange.Newest(10)), Ct)).Error);
    }

    [Fact]
    public async Task Places_in_which_she_never_was_are_not_there_and_one_she_has_left_ends_where_she_left()
    {
        var never = (await _house.ChannelAsync(_bo, "never", ChannelVisibility.Private)).Id;
        await _house.SayAsync(_bo, never, "without her");
        var left = (await _house.ChannelAsync(_bo, "left", ChannelVisibility.Private)).Id;
        await _house.Get<AddMembers>().ExecuteAsync(new AddMembersRequest(_bo, left, [_ada.User]), Ct);
        var root = await _house.SayAsync(_bo, left, "with her");
        var thread = (await _house.Get<ReplyInThread>().ExecuteAsync(new ReplyInThreadRequest(_bo, left, root.Seq, "in a thread", _house.NewKey()), Ct)).Value.Stream;
        _house.Time.Advance(TimeSpan.FromMinutes(1));
        await _house.Get<RemoveMember>().ExecuteAsync(_bo, left, _ada.User, Ct);
        _house.Time.Advance(TimeSpan.FromMinutes(1));
        await _house.SayAsync(_bo, left, "after her");
        var view = await OpenAsync(_iris, "ada");

        Assert.IsType<Error.NotFound>((await ReadAsync(_iris, view, never)).Error);
        Assert.IsType<Error.NotFound>((await ReadAsync(_iris, view, new StreamId(4711))).Error);
        Assert.IsType<Error.NotFound>((await ReadAsync(_iris, view, thread)).Error);
        Assert.Equal(["with her"], await TextsAsync(_iris, view, left));
        foreach (var range in new[] { MessageRange.After(0, 50), MessageRange.Around(root.Seq, 50), MessageRange.Before(long.MaxValue, 50) })
            Assert.DoesNotContain("after her", (await ReadAsync(_iris, view, left, range)).Value.Page.Items.Select(m => m.Text));
        // Whoever jumps behind the end is shown the end.
        foreach (var behind in new[] { MessageRange.After(root.Seq + 50, 50), MessageRange.Around(root.Seq + 50, 50) })
            Assert.Contains("with her", (await ReadAsync(_iris, view, left, behind)).Value.Page.Items.Select(m => m.Text));
        var day = await _house.Get<ReadRoamedPlace>().ExecuteAsync(new ReadRoamedRequest(_iris, view, left, MessageRange.Newest(50)) { Since = _house.Time.GetUtcNow() }, Ct);
        Assert.Contains("with her", day.Value.Page.Items.Select(m => m.Text));
        Assert.DoesNotContain("after her", day.Value.Page.Items.Select(m => m.Text));
        Assert.NotNull((await _house.Get<ListRoamedPlaces>().ExecuteAsync(_iris, view, Ct)).Value.Items.Single(p => p.Head.Id == left).LeftSeq);
    }

    [Fact]
    public async Task It_is_there_for_the_auditor_who_asked_alone_and_ends_on_time()
    {
        var secret = (await _house.ChannelAsync(_ada, "secret", ChannelVisibility.Private)).Id;
        var view = await OpenAsync(_iris, "ada", hours: 2);
        foreach (var other in new[] { _otto, _ada, _bo, _house.Owner })
        {
            Assert.IsType<Error.NotFound>((await _house.Get<ListRoamedPlaces>().ExecuteAsync(other, view, Ct)).Error);
            Assert.IsType<Error.NotFound>((await ReadAsync(other, view, secret)).Error);
        }

        _house.Time.Advance(TimeSpan.FromHours(2) - TimeSpan.FromTicks(10));
        Assert.True((await ReadAsync(_iris, view, secret)).IsOk);
        _house.Time.Advance(TimeSpan.FromTicks(10));
        Assert.Equal("roaming.not_open", Assert.IsType<Error.Conflict>((await ReadAsync(_iris, view, secret)).Error).Code);
    }

    [Fact]
    public async Task With_four_eyes_nothing_is_shown_before_somebody_else_has_decided()
    {
        Assert.IsType<Error.NotFound>((await _house.Get<SetRoamingPolicy>().ExecuteAsync(_iris, true, Ct)).Error);
        Assert.True((await _house.Get<SetRoamingPolicy>().ExecuteAsync(_house.Owner, true, Ct)).IsOk);
        var secret = (await _house.ChannelAsync(_ada, "secret", ChannelVisibility.Private)).Id;
        var view = await OpenAsync(_iris, "ada");
        var decide = _house.Get<DecideRoaming>();

        Assert.Equal("roaming.not_open", Assert.IsType<Error.Conflict>((await ReadAsync(_iris, view, secret)).Error).Code);
        Assert.IsType<Error.Forbidden>((await decide.ExecuteAsync(_iris, view, true, Ct)).Error);
        foreach (var other in new[] { _ada, _bo })
            Assert.IsType<Error.NotFound>((await decide.ExecuteAsync(other, view, true, Ct)).Error);
        _house.Time.Advance(TimeSpan.FromHours(1));
        var opened = (await decide.ExecuteAsync(_otto, view, true, Ct)).Value;

        Assert.Equal((_otto.User, _house.Time.GetUtcNow().AddHours(1)), (opened.DecidedBy, opened.EndsAt));
        Assert.True((await ReadAsync(_iris, view, secret)).IsOk);
        Assert.IsType<Error.Conflict>((await decide.ExecuteAsync(_house.Owner, view, false, Ct)).Error);
    }

    [Fact]
    public async Task What_was_refused_or_waited_too_long_is_not_opened_and_nobody_decides_on_her_own_places()
    {
        await _house.Get<SetRoamingPolicy>().ExecuteAsync(_house.Owner, true, Ct);
        var secret = (await _house.ChannelAsync(_ada, "secret", ChannelVisibility.Private)).Id;
        var (refused, lapsed, ofOtto) = (await OpenAsync(_iris, "ada"), await OpenAsync(_iris, "ada"), await OpenAsync(_iris, "otto"));
        var decide = _house.Get<DecideRoaming>();

        Assert.True((await decide.ExecuteAsync(_house.Owner, refused, false, Ct)).IsOk);
        Assert.IsType<Error.Forbidden>((await decide.ExecuteAsync(_otto, ofOtto, true, Ct)).Error);
        _house.Time.Advance(RoamingView.WaitsFor);
        Assert.IsType<Error.Conflict>((await decide.ExecuteAsync(_otto, lapsed, true, Ct)).Error);
        Assert.IsType<Error.Conflict>((await decide.ExecuteAsync(_otto, refused, true, Ct)).Error);

        foreach (var view in new[] { refused, lapsed })
            Assert.IsType<Error.Conflict>((await ReadAsync(_iris, view, secret)).Error);
        var list = (await _house.Get<ListRoaming>().ExecuteAsync(_house.Owner, null, null, Ct)).Value.Items.ToDictionary(v => v.Id, v => v.StateAt(_house.Time.GetUtcNow()));
        Assert.Equal((RoamingState.Refused, RoamingState.Lapsed), (list[refused], list[lapsed]));
    }

    [Fact]
    public async Task Only_auditors_ask_and_bad_requests_say_what_to_do()
    {
        var request = _house.Get<RequestRoaming>();
        foreach (var other in new[] { _ada, _house.Owner })
            Assert.IsType<Error.NotFound>((await request.ExecuteAsync(new RoamingRequest(other, "bo", Reason, null, 1), Ct)).Error);
        foreach (var (field, wrong) in new[]
                 {
                     ("reason", new RoamingRequest(_iris, "ada", "short", null, 1)), ("reason", new RoamingRequest(_iris, "ada", null, null, 1)), ("reason", new RoamingRequest(_iris, "ada", new string('x', 501), null, 1)),
                     ("matter", new RoamingRequest(_iris, "ada", Reason, new string('x', 101), 1)), ("hours", new RoamingRequest(_iris, "ada", Reason, null, 0)), ("hours", new RoamingRequest(_iris, "ada", Reason, null, 73)),
                     ("handle", new RoamingRequest(_iris, "nobody-here", Reason, null, 1)), ("handle", new RoamingRequest(_iris, null, Reason, null, 1)), ("handle", new RoamingRequest(_iris, "iris", Reason, null, 1)),
                 })
        {
            Assert.Equal(field, Assert.IsType<Error.Invalid>((await request.ExecuteAsync(wrong, Ct)).Error).Field);
        }

        Assert.IsType<Error.NotFound>((await _house.Get<ListRoaming>().ExecuteAsync(_ada, null, null, Ct)).Error);
    }

    [Fact]
    public async Task Whoever_asked_or_an_owner_ends_it()
    {
        var secret = (await _house.ChannelAsync(_ada, "secret", ChannelVisibility.Private)).Id;
        var (one, two) = (await OpenAsync(_iris, "ada"), await OpenAsync(_iris, "ada"));
        Assert.IsType<Error.NotFound>((await _house.Get<EndRoaming>().ExecuteAsync(_otto, one, Ct)).Error);
        Assert.True((await _house.Get<EndRoaming>().ExecuteAsync(_iris, one, Ct)).IsOk);
        Assert.True((await _house.Get<EndRoaming>().ExecuteAsync(_house.Owner, two, Ct)).IsOk);
        foreach (var view in new[] { one, two })
            Assert.IsType<Error.Conflict>((await ReadAsync(_iris, view, secret)).Error);
    }

    [Fact]
    public async Task A_recalled_message_says_no_more_there_than_elsewhere()
    {
        var secret = (await _house.ChannelAsync(_ada, "secret", ChannelVisibility.Private)).Id;
        var said = await _house.SayAsync(_ada, secret, "taken back");
        await _house.Get<RecallMessage>().ExecuteAsync(_ada, secret, said.Seq, Ct);
        var view = await OpenAsync(_iris, "ada");
        var shown = Assert.Single((await ReadAsync(_iris, view, secret)).Value.Page.Items, m => m.Note is null);
        Assert.Equal((MessageState.Recalled, ""), (shown.State, shown.Text));
    }

    private async Task<Actor> AuditorAsync(string name)
    {
        var actor = await _house.ArriveAsync(name);
        Assert.True((await _house.Get<SetOrganizationRole>().ExecuteAsync(_house.Owner, actor.User, OrganizationRole.Auditor, Ct)).IsOk);
        return actor with { Role = OrganizationRole.Auditor };
    }

    private async Task<RoamingId> OpenAsync(Actor auditor, string handle, int hours = 1) =>
        (await _house.Get<RequestRoaming>().ExecuteAsync(new RoamingRequest(auditor, "@" + handle, Reason, "M-17", hours), Ct)).Value.Id;

    private Task<Result<RoamedPage>> ReadAsync(Actor actor, RoamingId view, StreamId stream, MessageRange? range = null) =>
        _house.Get<ReadRoamedPlace>().ExecuteAsync(new ReadRoamedRequest(actor, view, stream, range ?? MessageRange.Newest(50)), Ct);

    private async Task<IEnumerable<string>> TextsAsync(Actor actor, RoamingId view, StreamId stream) =>
        (await ReadAsync(actor, view, stream)).Value.Page.Items.Where(m => m.Note is null).Select(m => m.Text);
}
