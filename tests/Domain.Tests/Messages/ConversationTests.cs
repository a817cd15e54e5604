using Collab.Domain.Channels;
using Collab.Domain.Messages;
using Collab.Domain.Reactions;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;
using Xunit;

namespace Collab.Domain.Tests.Messages;

public sealed class ConversationTests : HouseTests
{
    private Actor _mia = null!; // set before each test
    private StreamView _team = null!; // set before each test

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _mia = await House.ArriveAsync("Mia Member");
        _team = await House.ChannelAsync(House.Owner, "team");
        await Ok(Use<JoinChannel>().ExecuteAsync(_mia, _team.Id, Ct));
    }

    [Fact]
    public async Task A_mention_counts_for_the_one_who_is_named_and_a_broadcast_for_everybody_else()
    {
        await House.SayAsync(House.Owner, _team.Id, "hello @mia.member");
        await House.SayAsync(House.Owner, _team.Id, "just so");
        await House.SayAsync(House.Owner, _team.Id, "@channel look");
        var place = await House.PlaceAsync(_mia, _team.Id);
        Assert.Equal((3L, 2L), (place!.Unread, place.Mentions));
        Assert.Equal(0, (await House.PlaceAsync(House.Owner, _team.Id))!.Unread);
        var state = await Ok(Use<MarkRead>().ExecuteAsync(new MarkReadRequest(_mia, _team.Id, long.MaxValue), Ct));
        Assert.Equal((0L, 0L), (state.Unread, state.Mentions));
    }

    [Fact]
    public async Task A_mention_is_rendered_with_the_name_and_an_unknown_handle_stays_text()
    {
        var said = await House.SayAsync(House.Owner, _team.Id, "hi @mia.member and @nobody.here");
        Assert.Contains($"data-user=\"{_mia.User}\"", said.Html, StringComparison.Ordinal);
        Assert.Contains("@Mia Member", said.Html, StringComparison.Ordinal);
        Assert.Contains("@nobody.here", said.Html, StringComparison.Ordinal);
        Assert.Equal([_mia.User], said.Mentions);
    }

    [Fact]
    public async Task A_guest_learns_nothing_of_people_she_does_not_meet_by_naming_them()
    {
        var gita = await House.ArriveAsync("Gita Guest", WorkspaceRole.Guest, _team.Id);
        await House.ArriveAsync("Hidden Person");
        var said = await House.SayAsync(gita, _team.Id, "@hidden.person @mia.member");
        Assert.DoesNotContain("Hidden Person", said.Html, StringComparison.Ordinal);
        Assert.Contains("Mia Member", said.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_thousand_mentions_are_refused_with_the_limit()
    {
        var text = string.Join(' ', Enumerable.Range(0, 1500).Select(i => $"@p{i:0000}"));
        var error = await Error<MessageView, Error.Invalid>(Use<PostMessage>().ExecuteAsync(new PostMessageRequest(_mia, _team.Id, text, House.NewKey()), Ct));
        Assert.Equal("message.too_many_mentions", error.Code);
    }

    [Fact]
    public async Task A_double_submit_makes_one_message()
    {
        var key = House.NewKey();
        var sent = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Ok(Use<PostMessage>().ExecuteAsync(new PostMessageRequest(_mia, _team.Id, "once", key), Ct))));
        Assert.Single(sent.Select(s => s.Seq).Distinct());
    }

    [Fact]
    public async Task An_edit_keeps_the_old_text_in_the_history_and_only_the_author_edits()
    {
        var said = await House.SayAsync(_mia, _team.Id, "frist");
        await Error<MessageView, Error.Forbidden>(Use<EditMessage>().ExecuteAsync(new EditMessageRequest(House.Owner, _team.Id, said.Seq, "mine"), Ct));
        var edited = await Ok(Use<EditMessage>().ExecuteAsync(new EditMessageRequest(_mia, _team.Id, said.Seq, "first @olga.owner"), Ct));
        Assert.NotNull(edited.EditedAt);
        Assert.Equal("frist", (await Ok(Use<ListEdits>().ExecuteAsync(House.Owner, _team.Id, said.Seq, Ct))).Single().Text);
        Assert.Equal(1, (await House.PlaceAsync(House.Owner, _team.Id))!.Mentions);
        await Ok(Use<EditMessage>().ExecuteAsync(new EditMessageRequest(_mia, _team.Id, said.Seq, "first"), Ct));
        Assert.Equal(0, (await House.PlaceAsync(House.Owner, _team.Id))!.Mentions);
    }

    [Fact]
    public async Task Replies_go_to_a_thread_and_leave_the_channel_read()
    {
        var root = await House.SayAsync(_mia, _team.Id, "question");
        await Ok(Use<MarkRead>().ExecuteAsync(new MarkReadRequest(House.Owner, _team.Id, root.Seq), Ct));
        var reply = await Ok(Use<ReplyInThread>().ExecuteAsync(new ReplyInThreadRequest(House.Owner, _team.Id, root.Seq, "answer", House.NewKey()), Ct));
        var second = await Ok(Use<PostMessage>().ExecuteAsync(new PostMessageRequest(_mia, reply.Stream, "thanks", House.NewKey()), Ct));
        Assert.Equal(reply.Stream, second.Stream);
        var after = await Ok(Use<GetMessage>().ExecuteAsync(House.Owner, _team.Id, root.Seq, Ct));
        Assert.Equal(2, after.Thread?.Replies);
        Assert.Equal([_mia.User, House.Owner.User], after.Thread?.Participants);
        Assert.Equal(0, (await House.PlaceAsync(House.Owner, _team.Id))!.Unread);
        await Error<MessageView, Error.Invalid>(Use<ReplyInThread>().ExecuteAsync(new ReplyInThreadRequest(_mia, reply.Stream, 1, "deeper", House.NewKey()), Ct));
    }

    [Fact]
    public async Task Reactions_take_shortcodes_and_refuse_what_is_no_emoji()
    {
        var said = await House.SayAsync(_mia, _team.Id, "done");
        var liked = await Ok(Use<SetReaction>().ExecuteAsync(new SetReactionRequest(House.Owner, _team.Id, said.Seq, ":tada:", true), Ct));
        Assert.Equal(new ReactionView("🎉", 1, [House.Owner.User]), Assert.Single(liked.Reactions));
        await Error<MessageView, Error.Invalid>(Use<SetReaction>().ExecuteAsync(new SetReactionRequest(_mia, _team.Id, said.Seq, "<script>", true), Ct));
        var taken = await Ok(Use<SetReaction>().ExecuteAsync(new SetReactionRequest(House.Owner, _team.Id, said.Seq, "🎉", false), Ct));
        Assert.Empty(taken.Reactions);
    }

    [Fact]
    public async Task A_marker_beyond_the_end_stops_at_the_end_and_never_goes_back_by_reading()
    {
        await House.SayAsync(House.Owner, _team.Id, "one");
        var last = await House.SayAsync(House.Owner, _team.Id, "two");
        var state = await Ok(Use<MarkRead>().ExecuteAsync(new MarkReadRequest(_mia, _team.Id, 1_000_000), Ct));
        Assert.Equal(last.Seq, state.LastReadSeq);
        state = await Ok(Use<MarkRead>().ExecuteAsync(new MarkReadRequest(_mia, _team.Id, 1), Ct));
        Assert.Equal(last.Seq, state.LastReadSeq);
        state = await Ok(Use<MarkRead>().ExecuteAsync(new MarkReadRequest(_mia, _team.Id, last.Seq - 1, MarkerMove.Back), Ct));
        Assert.Equal(1, state.Unread);
    }
}
