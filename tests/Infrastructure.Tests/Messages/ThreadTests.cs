using Collab.Domain.Channels;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Messages;

public abstract class ThreadContract(TestInstallation installation) : StoreContract(installation)
{
    [Fact]
    public async Task The_first_reply_makes_the_thread_in_its_parents_bucket()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.MakeAsync(Here.Channel(ada) with { Visibility = ChannelVisibility.Private }, ada, bo);
        await Here.PostAsync(stream, ada);

        var reply = await Here.ReplyAsync(stream, 1, bo, Here.Message("first"));

        Assert.Equal((1, "first", bo), (reply.Seq, reply.Text, reply.Author));
        var thread = await Here.HeadAsync(reply.Stream);
        Assert.Equal((StreamKind.Thread, stream, 1L), (thread.Kind, thread.Parent!.Value, thread.ParentSeq!.Value));
        Assert.Equal((ChannelVisibility.Private, Here.Organization, (WorkspaceId?)new WorkspaceId(5)), (thread.Visibility, thread.Organization, thread.Workspace));
        Assert.Equal(stream.Bucket, reply.Stream.Bucket);
        Assert.Equal((1, 1, 2), (thread.LastSeq, thread.Version, thread.MemberCount));
        MessageAssert.Same(reply, await Here.FindAsync(reply.Stream, 1));
    }

    [Fact]
    public async Task The_root_shows_how_many_replied_and_who_last()
    {
        var people = Here.NewPeople(7);
        var stream = await Here.ChannelAsync(people);
        await Here.PostAsync(stream, people[0]);
        foreach (var person in people.Append(people[2]))
        {
            Installation.Time.Advance(TimeSpan.FromSeconds(1));
            await Here.ReplyAsync(stream, 1, person);
        }

        var root = (await Here.FindAsync(stream, 1))!;

        Assert.Equal((8, Installation.Time.GetUtcNow()), (root.Thread!.Replies, root.Thread.LastReplyAt));
        Assert.Equal([people[2], people[6], people[5], people[4], people[3]], root.Thread.Participants);
        Assert.Equal((await Here.HeadAsync(stream)).Version, root.Revision);
        Assert.Equal(OutboxKind.ThreadReplied, (await Here.OutboxAsync(stream))[^1].Kind);
        Assert.Equal(1, (await Here.HeadAsync(stream)).LastSeq);
    }

    [Fact]
    public async Task Root_author_repliers_and_those_named_follow_and_count_what_is_new_to_them()
    {
        var (ada, bo, cy, dee) = (Here.NewPerson(), Here.NewPerson(), Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo, cy, dee);
        await Here.PostAsync(stream, ada);

        var thread = (await Here.ReplyAsync(stream, 1, bo)).Stream;
        await Here.ReplyAsync(stream, 1, bo, Here.Message("look", mentions: [cy]));

        Assert.Equal((0L, 2L, 0L), await CountsAsync(thread, ada));
        Assert.Equal((2L, 0L, 0L), await CountsAsync(thread, bo));
        Assert.Equal((1L, 1L, 1L), await CountsAsync(thread, cy));
        Assert.Null(await Here.SeatViewAsync(thread, dee));
        await Here.ReplyAsync(stream, 1, cy, Here.Message(mentions: [bo]));
        Assert.Equal((0L, 3L, 0L), await CountsAsync(thread, ada));
        Assert.Equal((2L, 1L, 1L), await CountsAsync(thread, bo));
        Assert.Equal((1L, 1L, 1L), await CountsAsync(thread, cy));
        Assert.Equal(3, (await Here.HeadAsync(thread)).MemberCount);
        await Here.ReadUpToAsync(thread, cy, 3);
        Assert.Equal((3L, 0L, 0L), await CountsAsync(thread, cy));
    }

    [Fact]
    public async Task Only_those_in_the_parent_follow()
    {
        var (ada, bo, cy) = (Here.NewPerson(), Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo, cy);
        await Here.PostAsync(stream, bo);
        await Here.Seats.RemoveAsync(await Here.SeatAsync(stream, ada), bo, null, Ct);

        var thread = (await Here.ReplyAsync(stream, 1, ada, Here.Message(mentions: [Here.NewPerson(), cy]))).Stream;

        Assert.Equal(2, (await Here.HeadAsync(thread)).MemberCount);
        Assert.Null(await Here.SeatViewAsync(thread, bo));
    }

    [Fact]
    public async Task Who_stopped_following_follows_again_when_named_or_replying_but_not_as_root_author()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);
        await Here.PostAsync(stream, ada);
        var thread = (await Here.ReplyAsync(stream, 1, bo)).Stream;
        await UnfollowAsync(thread, ada);
        await UnfollowAsync(thread, bo);
        Assert.Equal((1, 0), ((await Here.HeadAsync(thread)).LastSeq, (await Here.HeadAsync(thread)).MemberCount));

        await Here.ReplyAsync(stream, 1, bo);
        Assert.False((await Here.SeatViewAsync(thread, ada))!.IsActive);
        Assert.Equal((2L, 0L, 0L), await CountsAsync(thread, bo));
        await Here.ReplyAsync(stream, 1, bo, Here.Message(mentions: [ada]));
        Assert.Equal((2L, 1L, 1L), await CountsAsync(thread, ada));
        await UnfollowAsync(thread, ada);
        await Here.ReplyAsync(stream, 1, ada);
        Assert.Equal((4L, 0L, 0L), await CountsAsync(thread, ada));
        Assert.Equal(2, (await Here.HeadAsync(thread)).MemberCount);
    }

    [Fact]
    public async Task The_same_key_again_is_the_same_reply()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);
        await Here.PostAsync(stream, ada);
        var seat = await Here.SeatAsync(stream, bo);
        var first = await Here.ReplyAsync(stream, 1, bo, Here.Message("one", "key"));

        var again = await Here.Messages.ReplyAsync(seat, 1, Here.Message("two", "key"), Ct);
        await Here.Streams.ChangeAsync(await Here.SeatAsync(stream, ada), new StreamChange { Archived = true }, Ct);
        var late = await Here.Messages.ReplyAsync(seat, 1, Here.Message("three", "key"), Ct);

        MessageAssert.Same(first, again.Value);
        MessageAssert.Same(first, late.Value);
        Assert.Equal(1, (await Here.FindAsync(stream, 1))!.Thread!.Replies);
        Assert.Equal("stream.archived", (await Here.Messages.ReplyAsync(seat, 1, Here.Message(), Ct)).Error!.Code);
    }

    [Fact]
    public async Task First_replies_at_once_on_two_nodes_make_one_thread()
    {
        await using var other = await SecondNodeAsync();
        var people = Here.NewPeople(20);
        var stream = await Here.ChannelAsync(people);
        await Here.PostAsync(stream, people[0]);

        var replies = await Task.WhenAll(people.Select((p, i) => Task.Run(() => (i % 2 == 0 ? Here : other.Stage).ReplyAsync(stream, 1, p), Ct)));

        Assert.Single(replies.Select(r => r.Stream).Distinct());
        Assert.Equal(Enumerable.Range(1, 20).Select(n => (long)n), replies.Select(r => r.Seq).Order());
        Assert.Equal(20, (await Here.FindAsync(stream, 1))!.Thread!.Replies);
        Assert.Equal(20, (await Here.HeadAsync(replies[0].Stream)).MemberCount);
    }

    [Fact]
    public async Task One_key_at_once_makes_one_reply()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        await Here.PostAsync(stream, ada);

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Here.ReplyAsync(stream, 1, ada, Here.Message(key: "once")), Ct)));

        Assert.Single(replies.Select(r => (r.Id, r.Seq)).Distinct());
        Assert.Equal(1, (await Here.FindAsync(stream, 1))!.Thread!.Replies);
    }

    [Fact]
    public async Task Only_what_a_person_wrote_in_a_channel_or_chat_has_replies()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada);
        await Here.Seats.AddAsync(stream, ada, [new NewSeat(bo, SeatRole.Member)], null, Ct);
        await Here.PostAsync(stream, ada);
        var reply = await Here.ReplyAsync(stream, 2, bo);
        var seat = await Here.SeatAsync(stream, ada);

        foreach (var seq in new[] { 1L, 3L, 0L })
            Assert.IsType<Error.NotFound>((await Here.Messages.ReplyAsync(seat, seq, Here.Message(), Ct)).Error);
        Assert.IsType<Error.NotFound>((await Here.Messages.ReplyAsync(await Here.SeatAsync(reply.Stream, ada), 1, Here.Message(), Ct)).Error);
        await Assert.ThrowsAsync<ArgumentException>(async () => await Here.Messages.PostAsync(await Here.SeatAsync(reply.Stream, ada), Here.Message(), Ct));
    }

    [Fact]
    public async Task Whoever_is_not_in_does_not_reply()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var open = await Here.ChannelAsync(ada, bo);
        var closed = await Here.MakeAsync(Here.Channel(ada) with { Visibility = ChannelVisibility.Private }, ada, bo);
        foreach (var stream in new[] { open, closed })
        {
            await Here.PostAsync(stream, ada);
            await Here.Seats.RemoveAsync(await Here.SeatAsync(stream, ada), bo, null, Ct);
        }

        Assert.Equal("stream.not_joined", (await Here.Messages.ReplyAsync(await Here.SeatAsync(open, bo), 1, Here.Message(), Ct)).Error!.Code);
        Assert.IsType<Error.NotFound>((await Here.Messages.ReplyAsync(await Here.SeatAsync(closed, bo), 1, Here.Message(), Ct)).Error);
    }

    [Fact]
    public async Task Replies_are_edited_and_reacted_to_like_messages()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);
        await Here.PostAsync(stream, ada);
        var reply = await Here.ReplyAsync(stream, 1, bo);

        await Here.EditAsync(reply.Stream, 1, bo, Here.Message("better", mentions: [ada]));
        var reacted = await Here.ReactAsync(reply.Stream, 1, ada, "👍");

        Assert.Equal(("better", 1), (reacted.Text, reacted.Reactions[0].Count));
        Assert.Equal((0L, 1L, 1L), await CountsAsync(reply.Stream, ada));
    }

    private async Task UnfollowAsync(StreamId thread, UserId user) =>
        Assert.True((await Here.Seats.RemoveAsync(await Here.SeatAsync(thread, user), user, null, Ct)).Value);

    private async Task<(long Read, long Unread, long Mentions)> CountsAsync(StreamId thread, UserId user)
    {
        var place = await Here.PlaceAsync(thread, user);
        return (place.LastReadSeq, place.Unread, place.Mentions);
    }
}

public sealed class ThreadOnSqliteTests(OnSqlite on) : ThreadContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class ThreadOnMariaDbTests(OnMariaDb on) : ThreadContract(on.Installation), IClassFixture<OnMariaDb>;
