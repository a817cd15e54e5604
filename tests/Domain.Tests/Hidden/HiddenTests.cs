using Collab.Domain.Channels;
using Collab.Domain.Confirmations;
using Collab.Domain.Files;
using Collab.Domain.Hidden;
using Collab.Domain.Messages;
using Collab.Domain.Pins;
using Collab.Domain.Reactions;
using Collab.Domain.Recall;
using Collab.Domain.Receipts;
using Collab.Domain.Saved;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Sync;
using Collab.Domain.Threads;
using Collab.Support.Houses;
using Xunit;

namespace Collab.Domain.Tests.Hidden;

/// <summary>What a person deletes for herself, and what she can still do with it.</summary>
public sealed class HiddenTests : IAsyncLifetime
{
    private House _house = null!; // set before each test
    private Actor _ada = null!; // set before each test
    private Actor _bo = null!; // set before each test
    private StreamId _place;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _house = await House.BuildAsync();
        (_ada, _bo) = (await _house.ArriveAsync("Ada"), await _house.ArriveAsync("Bo"));
        _place = (await _house.ChannelAsync(_ada, "tidy")).Id;
        await _house.Get<AddMembers>().ExecuteAsync(new AddMembersRequest(_ada, _place, [_bo.User]), Ct);
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task Between_one_and_a_hundred_messages_are_hidden_at_once()
    {
        var said = await _house.SayAsync(_ada, _place, "one");
        Assert.Equal("hidden.count", (await HideAsync(_bo)).Error!.Code);
        Assert.Equal("hidden.count", (await HideAsync(_bo, [.. Enumerable.Range(1, 101).Select(i => (long)i)])).Error!.Code);
        Assert.True((await HideAsync(_bo, [.. Enumerable.Range(1, 100).Select(i => (long)i), said.Seq])).IsOk);
        Assert.IsType<Error.NotFound>((await HideAsync(_bo, 5_000)).Error);
        Assert.IsType<Error.NotFound>((await HideAsync(_bo, -1)).Error);
    }

    [Fact]
    public async Task What_is_hidden_is_not_there_for_any_act_of_hers()
    {
        var said = await _house.SayAsync(_bo, _place, "my own words");
        await SaveAsync(_bo, said.Seq);
        Assert.True((await HideAsync(_bo, said.Seq)).IsOk);

        Assert.IsType<Error.NotFound>((await _house.Get<GetMessage>().ExecuteAsync(_bo, _place, said.Seq, Ct)).Error);
        Assert.IsType<Error.NotFound>((await _house.Get<ListEdits>().ExecuteAsync(_bo, _place, said.Seq, Ct)).Error);
        Assert.IsType<Error.NotFound>((await _house.Get<EditMessage>().ExecuteAsync(new EditMessageRequest(_bo, _place, said.Seq, "other words"), Ct)).Error);
        Assert.IsType<Error.NotFound>((await _house.Get<RecallMessage>().ExecuteAsync(_bo, _place, said.Seq, Ct)).Error);
        Assert.IsType<Error.NotFound>((await _house.Get<GetRecallOptions>().ExecuteAsync(_bo, _place, said.Seq, Ct)).Error);
        Assert.IsType<Error.NotFound>((await SaveAsync(_bo, said.Seq)).Error);
        Assert.IsType<Error.NotFound>((await _house.Get<SetReaction>().ExecuteAsync(new SetReactionRequest(_bo, _place, said.Seq, "👍", true), Ct)).Error);
        Assert.IsType<Error.NotFound>((await _house.Get<ListReactors>().ExecuteAsync(new ListReactorsRequest(_bo, _place, said.Seq, "👍", null, null), Ct)).Error);
        Assert.IsType<Error.NotFound>((await _house.Get<SetPin>().ExecuteAsync(new SetPinRequest(_bo, _place, said.Seq, true), Ct)).Error);
        Assert.IsType<Error.NotFound>((await _house.Get<ConfirmMessage>().ExecuteAsync(_bo, _place, said.Seq, Ct)).Error);
        Assert.Null(Assert.Single((await _house.Get<ListSaved>().ExecuteAsync(new ListSavedRequest(_bo, SavedState.InProgress), Ct)).Value.Items).Message);
        Assert.DoesNotContain(said.Seq, await SeqsAsync(_bo, _place));
        Assert.Contains(said.Seq, await SeqsAsync(_ada, _place));

        Assert.True((await HideAsync(_bo, isHidden: false, said.Seq)).IsOk);
        Assert.True((await _house.Get<EditMessage>().ExecuteAsync(new EditMessageRequest(_bo, _place, said.Seq, "other words"), Ct)).IsOk);
    }

    [Fact]
    public async Task A_thread_stays_without_the_message_that_began_it()
    {
        var root = await _house.SayAsync(_ada, _place, "the question");
        var quiet = await _house.SayAsync(_ada, _place, "no replies");
        var reply = await ReplyAsync(_bo, root.Seq, "an answer");
        await HideAsync(_bo, root.Seq, quiet.Seq);

        var (above, mayReturn) = (await _house.Get<GetThreadRoot>().ExecuteAsync(_bo, _place, root.Seq, Ct)).Value;
        Assert.True(mayReturn);
        Assert.Equal((MessageState.Hidden, "", "", reply.Stream), (above.State, above.Text, above.Html, above.Thread!.Stream));
        Assert.Equal(MessageState.Posted, (await _house.Get<GetThreadRoot>().ExecuteAsync(_ada, _place, root.Seq, Ct)).Value.Message.State);
        Assert.IsType<Error.NotFound>((await _house.Get<GetThreadRoot>().ExecuteAsync(_bo, _place, quiet.Seq, Ct)).Error);
        var listed = Assert.Single((await _house.Get<ListThreads>().ExecuteAsync(new ListThreadsRequest(_bo, _house.Workspace.Id), Ct)).Value.Items);
        Assert.Equal((MessageState.Hidden, ""), (listed.Root.State, listed.Root.Text));
        Assert.Equal([reply.Seq], await SeqsAsync(_bo, reply.Stream));
        Assert.True((await _house.Get<ReplyInThread>().ExecuteAsync(new ReplyInThreadRequest(_bo, _place, root.Seq, "and another", _house.NewKey()), Ct)).IsOk);

        // What is cleared as well does not come back alone.
        await _house.Get<ClearHistory>().ExecuteAsync(_bo, _place, Ct);
        Assert.False((await _house.Get<GetThreadRoot>().ExecuteAsync(_bo, _place, root.Seq, Ct)).Value.MayReturn);
    }

    [Fact]
    public async Task The_list_of_what_is_hidden_shows_it_as_it_is_now_with_the_rights_of_the_moment()
    {
        var said = await _house.SayAsync(_ada, _place, "first words");
        var reply = await ReplyAsync(_ada, said.Seq, "a reply");
        await HideAsync(_bo, said.Seq);
        await _house.Get<SetHidden>().ExecuteAsync(new SetHiddenRequest(_bo, reply.Stream, [reply.Seq]), Ct);
        await _house.Get<EditMessage>().ExecuteAsync(new EditMessageRequest(_ada, _place, said.Seq, "other words"), Ct);

        var hidden = await HiddenAsync(_bo);
        Assert.Equal(["a reply", "other words"], hidden.Select(h => h.Message!.Text).Order());
        Assert.Equal(said.Seq, hidden.Single(h => h.Message!.Text == "a reply").RootSeq);
        Assert.All(hidden, h => Assert.Equal(_place, h.Place!.Id));
        Assert.Empty(await HiddenAsync(_ada));

        _house.Installation.Time.Advance(HiddenMessage.ShownFor + TimeSpan.FromSeconds(1));
        Assert.Empty(await HiddenAsync(_bo));
        Assert.DoesNotContain(said.Seq, await SeqsAsync(_bo, _place));
    }

    [Fact]
    public async Task Events_that_were_missed_say_nothing_of_what_is_hidden_and_leave_no_gap()
    {
        var said = await _house.SayAsync(_ada, _place, "unspeakable");
        await _house.Get<SetReaction>().ExecuteAsync(new SetReactionRequest(_ada, _place, said.Seq, "👍", true), Ct);
        var after = await _house.SayAsync(_ada, _place, "harmless");
        await HideAsync(_bo, said.Seq);

        var slice = (await _house.Get<CatchUp>().ExecuteAsync(_bo, _place, 0, 100, Ct)).Value;
        Assert.Equal(Enumerable.Range(1, slice.Events.Count).Select(v => (long)v), slice.Events.Select(e => e.Version));
        Assert.All(slice.Events.OfType<MessageEvent>().Where(e => e.Message.Seq == said.Seq), e => Assert.Equal((MessageState.Hidden, ""), (e.Message.State, e.Message.Text)));
        Assert.Equal(2, slice.Events.OfType<MessageEvent>().Count(e => e.Message.Seq == said.Seq));
        Assert.Equal("harmless", Assert.Single(slice.Events.OfType<MessagePosted>(), e => e.Message.Seq == after.Seq).Message.Text);
        Assert.Contains((await _house.Get<CatchUp>().ExecuteAsync(_ada, _place, 0, 100, Ct)).Value.Events.OfType<MessagePosted>(), e => e.Message.Text == "unspeakable");
    }

    [Fact]
    public async Task Clearing_marks_the_place_and_its_threads_as_read_and_is_taken_back_as_far_as_it_was()
    {
        var root = await _house.SayAsync(_bo, _place, "old");
        var reply = await ReplyAsync(_ada, root.Seq, "an old reply");
        await _house.SayAsync(_ada, _place, "unread");
        Assert.Equal(1, (await _house.PlaceAsync(_bo, _place))!.Unread);
        Assert.Single((await _house.Get<GetThreadBook>().ExecuteAsync(_bo, Ct)).Unread);

        var first = (await _house.Get<ClearHistory>().ExecuteAsync(_bo, _place, Ct)).Value;
        Assert.Equal(0, (await _house.PlaceAsync(_bo, _place))!.Unread);
        Assert.Empty((await _house.Get<GetThreadBook>().ExecuteAsync(_bo, Ct)).Unread);
        Assert.Empty(await SeqsAsync(_bo, _place));
        Assert.Equal(_place, Assert.Single(await _house.Get<ListCleared>().ExecuteAsync(_bo, Ct)).Place.Id);
        Assert.Empty(await _house.Get<ListCleared>().ExecuteAsync(_ada, Ct));

        _house.Installation.Time.Advance(TimeSpan.FromMinutes(1));
        var later = await _house.SayAsync(_ada, _place, "later");
        var second = (await _house.Get<ClearHistory>().ExecuteAsync(_bo, _place, Ct)).Value;
        Assert.Equal(first.Now, second.Before);
        Assert.True((await _house.Get<RestoreHistory>().ExecuteAsync(_bo, _place, second.Before, Ct)).IsOk);
        Assert.Equal([later.Seq], await SeqsAsync(_bo, _place));
        Assert.True((await _house.Get<RestoreHistory>().ExecuteAsync(_bo, _place, null, Ct)).IsOk);
        Assert.Contains(root.Seq, await SeqsAsync(_bo, _place));
        Assert.Equal([reply.Seq], await SeqsAsync(_bo, reply.Stream));
        Assert.Empty(await _house.Get<ListCleared>().ExecuteAsync(_bo, Ct));
    }

    [Fact]
    public async Task Only_members_clear_and_only_places()
    {
        var root = await _house.SayAsync(_ada, _place, "words");
        var reply = await ReplyAsync(_bo, root.Seq, "a reply");
        var visitor = await _house.ArriveAsync("Vic Visitor");
        Assert.Equal("stream.not_joined", (await _house.Get<ClearHistory>().ExecuteAsync(visitor, _place, Ct)).Error!.Code);
        Assert.Equal("hidden.thread", (await _house.Get<ClearHistory>().ExecuteAsync(_bo, reply.Stream, Ct)).Error!.Code);
        Assert.Equal("hidden.before", (await _house.Get<RestoreHistory>().ExecuteAsync(_bo, _place, new ClearedHistory(3, null), Ct)).Error!.Code);
        Assert.Equal("hidden.before", (await _house.Get<RestoreHistory>().ExecuteAsync(_bo, _place, new ClearedHistory(-1, DateTimeOffset.UnixEpoch), Ct)).Error!.Code);
        Assert.True((await _house.Get<SetHidden>().ExecuteAsync(new SetHiddenRequest(visitor, _place, [root.Seq]), Ct)).IsOk);
        Assert.DoesNotContain(root.Seq, await SeqsAsync(visitor, _place));

        // Whoever comes, or comes back, finds it as she left it.
        await _house.Get<JoinChannel>().ExecuteAsync(visitor, _place, Ct);
        Assert.DoesNotContain(root.Seq, await SeqsAsync(visitor, _place));
        await _house.Get<ClearHistory>().ExecuteAsync(_bo, _place, Ct);
        await _house.Get<LeaveChannel>().ExecuteAsync(_bo, _place, Ct);
        Assert.DoesNotContain(root.Seq, await SeqsAsync(_bo, _place));
        await _house.Get<JoinChannel>().ExecuteAsync(_bo, _place, Ct);
        Assert.DoesNotContain(root.Seq, await SeqsAsync(_bo, _place));
    }

    private Task<Result<Done>> HideAsync(Actor who, params long[] seqs) => HideAsync(who, true, seqs);

    private Task<Result<Done>> HideAsync(Actor who, bool isHidden, params long[] seqs) =>
        _house.Get<SetHidden>().ExecuteAsync(new SetHiddenRequest(who, _place, seqs, isHidden), Ct);

    private Task<Result<Done>> SaveAsync(Actor who, long seq) =>
        _house.Get<SaveMessage>().ExecuteAsync(new SaveMessageRequest(who, _place, seq, SavedState.InProgress), Ct);

    private async Task<MessageView> ReplyAsync(Actor who, long root, string text) =>
        (await _house.Get<ReplyInThread>().ExecuteAsync(new ReplyInThreadRequest(who, _place, root, text, _house.NewKey()), Ct)).Value;

    private async Task<IReadOnlyList<HiddenView>> HiddenAsync(Actor who) => (await _house.Get<ListHidden>().ExecuteAsync(who, null, null, Ct)).Value.Items;

    private async Task<IReadOnlyList<long>> SeqsAsync(Actor who, StreamId stream) =>
        [.. (await _house.Get<ListMessages>().ExecuteAsync(new ListMessagesRequest(who, stream, MessageRange.Newest(100)), Ct)).Value.Items.Where(m => m.Note is null).Select(m => m.Seq)];
}
