using Collab.Domain.Channels;
using Collab.Domain.Expiry;
using Collab.Domain.Files;
using Collab.Domain.Messages;
using Collab.Domain.Pins;
using Collab.Domain.Reactions;
using Collab.Domain.Saved;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Threads;
using Collab.Support.Houses;
using Xunit;

namespace Collab.Domain.Tests.Expiry;

/// <summary>Who decides that messages disappear, when they do, and what is left for anybody then.</summary>
public sealed class ExpiryTests : IAsyncLifetime
{
    private const int Hour = 3600;

    private House _house = null!; // set before each test
    private Actor _ada = null!; // set before each test: she manages the place
    private Actor _bo = null!; // set before each test
    private StreamId _place;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _house = await House.BuildAsync();
        (_ada, _bo) = (await _house.ArriveAsync("Ada"), await _house.ArriveAsync("Bo"));
        _place = (await _house.ChannelAsync(_ada, "passing", ChannelVisibility.Private)).Id;
        await _house.Get<AddMembers>().ExecuteAsync(new AddMembersRequest(_ada, _place, [_bo.User]), Ct);
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Theory]
    [InlineData(int.MinValue, false)]
    [InlineData(0, false)]
    [InlineData(59, false)]
    [InlineData(60, true)]
    [InlineData(31_536_000, true)]
    [InlineData(31_536_001, false)]
    [InlineData(int.MaxValue, false)]
    public async Task A_lifetime_is_between_a_minute_and_a_year(int seconds, bool isTaken)
    {
        var set = await SetAsync(_ada, _place, seconds);
        Assert.Equal(isTaken ? null : "expiry.lifetime_invalid", set.TryGet(out _, out var error) ? null : error.Code);
        Assert.Equal(isTaken ? seconds : null, (await HeadAsync()).LifetimeSeconds);
    }

    [Fact]
    public async Task Managers_decide_in_a_channel_and_anybody_in_a_chat_and_the_feed_tells_who()
    {
        Assert.Equal("stream.managers_only", (await SetAsync(_bo, _place, Hour)).Error!.Code);
        Assert.IsType<Error.NotFound>((await SetAsync(await _house.ArriveAsync("Cy"), _place, Hour)).Error);
        Assert.Equal(Hour, (await SetAsync(_ada, _place, Hour)).Value.LifetimeSeconds);
        Assert.Null((await SetAsync(_ada, _place, null)).Value.LifetimeSeconds);
        var notes = (await PageAsync(_bo)).Select(m => m.Note).Where(n => n?.Kind == SystemNoteKind.LifetimeSet).Select(n => n!.Value);
        Assert.Equal(["3600", "0"], notes);
        var version = (await HeadAsync()).Version;
        Assert.True((await SetAsync(_ada, _place, null)).IsOk);
        Assert.Equal(version, (await HeadAsync()).Version);

        var chat = (await _house.Get<OpenChat>().ExecuteAsync(new OpenChatRequest(_ada, [_bo.User]), Ct)).Value.Id;
        Assert.Equal(Hour, (await SetAsync(_bo, chat, Hour)).Value.LifetimeSeconds);
    }

    [Fact]
    public async Task The_policy_says_where_and_after_how_long_at_the_earliest_and_never_keeps_anybody_from_turning_it_off()
    {
        Assert.True((await SetAsync(_ada, _place, Hour)).IsOk);
        Assert.IsType<Error.NotFound>((await PolicyAsync(_ada, ExpiryScope.Off)).Error);
        Assert.Equal("policy.expiry_unknown", (await PolicyAsync(_house.Owner, (ExpiryScope)9)).Error!.Code);
        Assert.Equal("policy.expiry_shortest", (await PolicyAsync(_house.Owner, ExpiryScope.Off, 59)).Error!.Code);
        var chat = (await _house.Get<OpenChat>().ExecuteAsync(new OpenChatRequest(_ada, [_bo.User]), Ct)).Value.Id;

        Assert.True((await PolicyAsync(_house.Owner, ExpiryScope.Chats, 2 * Hour)).IsOk);
        Assert.Equal(new ExpiryPolicy(ExpiryScope.Chats, 2 * Hour), await _house.Get<GetExpiryPolicy>().ExecuteAsync(_bo, Ct));
        Assert.Equal("expiry.chats_only", (await SetAsync(_ada, _place, 3 * Hour)).Error!.Code);
        Assert.Equal("expiry.too_short", (await SetAsync(_ada, chat, Hour)).Error!.Code);
        Assert.True((await SetAsync(_ada, chat, 2 * Hour)).IsOk);
        Assert.Equal(Hour, (await HeadAsync()).LifetimeSeconds);

        Assert.True((await PolicyAsync(_house.Owner, ExpiryScope.Off)).IsOk);
        Assert.Equal("expiry.off", (await SetAsync(_ada, chat, 4 * Hour)).Error!.Code);
        Assert.True((await SetAsync(_ada, chat, null)).IsOk);
        Assert.True((await SetAsync(_ada, _place, null)).IsOk);
    }

    [Fact]
    public async Task A_thread_follows_its_place_and_an_archived_place_stays_as_it_is()
    {
        await SetAsync(_ada, _place, Hour);
        var root = await _house.SayAsync(_ada, _place, "root");
        var reply = (await ReplyAsync(root.Seq)).Value;
        Assert.Equal(root.ExpiresAt, reply.ExpiresAt);
        Assert.Equal("expiry.thread", (await SetAsync(_ada, reply.Stream, Hour)).Error!.Code);

        await _house.Get<ArchiveChannel>().ExecuteAsync(_ada, _place, true, Ct);
        Assert.Equal("stream.archived", (await SetAsync(_ada, _place, null)).Error!.Code);
        MoveTo(root.ExpiresAt!.Value);
        Assert.Equal(2, await _house.Get<ExpireMessages>().ExecuteAsync(Ct));
    }

    [Fact]
    public async Task From_its_instant_on_no_act_finds_a_message_before_and_after_it_is_emptied()
    {
        await SetAsync(_ada, _place, Hour);
        var said = await _house.SayAsync(_bo, _place, "my own words");
        var thread = (await ReplyAsync(said.Seq)).Value.Stream;
        await _house.Get<SetReaction>().ExecuteAsync(new SetReactionRequest(_ada, _place, said.Seq, "👍", true), Ct);
        await _house.Get<SaveMessage>().ExecuteAsync(new SaveMessageRequest(_ada, _place, said.Seq, SavedState.InProgress), Ct);

        MoveTo(said.ExpiresAt!.Value.AddTicks(-1));
        Assert.True((await _house.Get<GetMessage>().ExecuteAsync(_ada, _place, said.Seq, Ct)).IsOk);
        MoveTo(said.ExpiresAt.Value);
        await NothingAsync();
        Assert.Equal(2, await _house.Get<ExpireMessages>().ExecuteAsync(Ct));
        await NothingAsync();
        Assert.Equal(0, await _house.Get<ExpireMessages>().ExecuteAsync(Ct));
        Assert.Equal(0, (await _house.PlaceAsync(_ada, _place))!.Unread);

        async Task NothingAsync()
        {
            Assert.IsType<Error.NotFound>((await _house.Get<GetMessage>().ExecuteAsync(_ada, _place, said.Seq, Ct)).Error);
            Assert.IsType<Error.NotFound>((await _house.Get<EditMessage>().ExecuteAsync(new EditMessageRequest(_bo, _place, said.Seq, "again"), Ct)).Error);
            Assert.IsType<Error.NotFound>((await _house.Get<SetPin>().ExecuteAsync(new SetPinRequest(_ada, _place, said.Seq, true), Ct)).Error);
            Assert.IsType<Error.NotFound>((await _house.Get<ListReactors>().ExecuteAsync(new ListReactorsRequest(_ada, _place, said.Seq, "👍", null, 10), Ct)).Error);
            Assert.IsType<Error.NotFound>((await ReplyAsync(said.Seq)).Error);
            Assert.Null(Assert.Single((await _house.Get<ListSaved>().ExecuteAsync(new ListSavedRequest(_ada, SavedState.InProgress, null, 10), Ct)).Value.Items).Message);
            Assert.DoesNotContain(await PageAsync(_ada), m => m.Seq == said.Seq);
            Assert.Empty((await _house.Get<ListMessages>().ExecuteAsync(new ListMessagesRequest(_ada, thread, MessageRange.Newest(10)), Ct)).Value.Items);
        }
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(60, null, 60)]
    [InlineData(60, 30, 30)]
    [InlineData(60, 90, 60)]
    [InlineData(null, 30, 30)]
    public void A_reply_goes_after_its_own_time_and_with_its_root_at_the_latest(int? lifetime, int? root, int? expected)
    {
        var posted = new DateTimeOffset(2026, 12, 1, 8, 0, 0, TimeSpan.Zero);
        Assert.Equal(expected is { } e ? posted.AddSeconds(e) : null, ExpiryRules.ExpiresAt(posted, lifetime, root is { } r ? posted.AddSeconds(r) : null));
    }

    private void MoveTo(DateTimeOffset instant) => _house.Installation.Time.Advance(instant - _house.Installation.Time.GetUtcNow());

    private Task<Result<StreamView>> SetAsync(Actor by, StreamId stream, int? seconds) => _house.Get<SetLifetime>().ExecuteAsync(by, stream, seconds, Ct);

    private Task<Result<Done>> PolicyAsync(Actor by, ExpiryScope scope, int shortest = 60) => _house.Get<SetExpiryPolicy>().ExecuteAsync(by, new ExpiryPolicy(scope, shortest), Ct);

    private Task<Result<MessageView>> ReplyAsync(long root) => _house.Get<ReplyInThread>().ExecuteAsync(new ReplyInThreadRequest(_ada, _place, root, "a reply", _house.NewKey()), Ct);

    private async Task<StreamView> HeadAsync() => (await _house.PlaceAsync(_ada, _place))!.Head;

    private async Task<IReadOnlyList<MessageView>> PageAsync(Actor by) =>
        (await _house.Get<ListMessages>().ExecuteAsync(new ListMessagesRequest(by, _place, MessageRange.Newest(50)), Ct)).Value.Items;
}
