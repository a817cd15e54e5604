using Collab.Domain.Channels;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Messages;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Storage;
using Collab.Support.Streams;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Collab.Infrastructure.Tests.Messages;

public abstract class PostContract(TestInstallation installation) : StoreContract(installation)
{
    [Fact]
    public async Task Messages_are_numbered_from_one_without_holes()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);

        for (var i = 1; i <= 5; i++)
            Assert.Equal(i, (await Here.PostAsync(stream, i % 2 == 0 ? ada : bo, $"number {i}")).Seq);

        Assert.Equal(["number 1", "number 2", "number 3", "number 4", "number 5"], (await Here.HistoryAsync(stream)).Select(m => m.Text));
        var head = await Here.HeadAsync(stream);
        Assert.Equal((5, 6, Installation.Time.GetUtcNow()), (head.LastSeq, head.Version, head.LastMessageAt!.Value));
    }

    [Fact]
    public async Task What_is_returned_is_what_is_stored()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);

        var posted = await Here.PostAsync(stream, ada, Here.Message("hi", mentions: [bo, ada], broadcast: Broadcast.Here));

        MessageAssert.Same(posted, await Here.FindAsync(stream, 1));
        Assert.Equal([bo, ada], posted.Mentions);
        Assert.Equal(2, posted.Revision);
    }

    [Fact]
    public async Task Many_writers_on_two_nodes_leave_dense_ordered_streams_and_nothing_lost_or_doubled()
    {
        const int Writers = 32;
        const int Posts = 40;
        await using var other = await SecondNodeAsync();
        var people = Here.NewPeople(Writers);
        StreamId[] streams = [await Here.ChannelAsync(people), await Here.ChannelAsync(people), await Here.ChatAsync(people)];

        var posted = await Task.WhenAll(people.Select((person, writer) => Task.Run(
            async () =>
            {
                var (node, mine) = (writer % 2 == 0 ? Here : other.Stage, new List<MessageView>());
                for (var i = 0; i < Posts; i++)
                    mine.Add(await node.PostAsync(streams[(writer + i) % streams.Length], person, Here.Message($"{writer}/{i}")));
                return mine;
            },
            Ct)));

        var stored = new List<MessageView>();
        foreach (var stream in streams)
        {
            var history = await Here.HistoryAsync(stream);
            stored.AddRange(history);
            var head = await Here.HeadAsync(stream);
            Assert.Equal(Numbers(history.Count), history.Select(m => m.Seq));
            Assert.Equal((history.Count, history.Count + 1), (head.LastSeq, head.Version));
            var outbox = await Here.OutboxAsync(stream);
            Assert.Equal(Numbers(history.Count + 1), outbox.Select(o => o.Version));
            Assert.Equal(history.Select(m => (m.Revision, m.Seq)), outbox.Skip(1).Select(o => (o.Version, o.Seq)));
            foreach (var ofOne in history.GroupBy(m => m.Author))
                Assert.Equal(ofOne.Select(m => m.Id).Order(), ofOne.Select(m => m.Id));
        }

        var acknowledged = posted.SelectMany(p => p).OrderBy(m => m.Id).ToList();
        Assert.Equal(Writers * Posts, acknowledged.Count);
        Assert.Equal(acknowledged.Select(m => (m.Stream, m.Seq, m.Id, m.Text)), stored.OrderBy(m => m.Id).Select(m => (m.Stream, m.Seq, m.Id, m.Text)));
        foreach (var (person, stream) in people.Take(4).SelectMany(p => streams, (p, s) => (p, s)))
        {
            var place = await Here.PlaceAsync(stream, person);
            Assert.Equal(stored.Count(m => m.Stream == stream && m.Author != person && m.Seq > place.LastReadSeq), place.Unread);
        }
    }

    [Fact]
    public async Task Posts_among_other_changes_of_the_same_stream_keep_one_order()
    {
        await using var other = await SecondNodeAsync();
        var people = Here.NewPeople(8);
        var stream = await Here.ChannelAsync(people);
        await Here.PostAsync(stream, people[0]);

        await Task.WhenAll(people.Select((person, i) => Task.Run(
            async () =>
            {
                var node = i % 2 == 0 ? Here : other.Stage;
                for (var round = 0; round < 10; round++)
                {
                    await node.PostAsync(stream, person);
                    await node.ReactAsync(stream, 1, person, "🎉", round % 2 == 0);
                    await node.ReplyAsync(stream, 1, person);
                    await node.ReadUpToAsync(stream, person, 10 * round);
                }
            },
            Ct)));

        var (outbox, history) = (await Here.OutboxAsync(stream), await Here.HistoryAsync(stream));
        Assert.Equal(Numbers(outbox.Count), outbox.Select(o => o.Version));
        Assert.Equal(Numbers(81), history.Select(m => m.Seq));
        Assert.Equal(80, history[0].Thread!.Replies);
        Assert.Equal(Numbers(80), (await Here.HistoryAsync(history[0].Thread!.Stream)).Select(m => m.Seq));
        Assert.Empty(history[0].Reactions);
    }

    [Fact]
    public async Task A_refused_post_does_not_touch_its_neighbours_in_the_group()
    {
        var (ada, bo, cy, dee) = (Here.NewPerson(), Here.NewPerson(), Here.NewPerson(), Here.NewPerson());
        var bucket = new Bucket(700);
        StreamView Head(UserId by) => Here.Channel(by) with { Id = Here.Ids.NextIn<StreamId>(bucket) };
        var open = await Here.MakeAsync(Head(ada), ada, bo, cy);
        var closed = await Here.MakeAsync(Head(ada) with { Visibility = ChannelVisibility.Private }, ada, cy);
        var managed = await Here.MakeAsync(Head(ada) with { Posting = PostingPolicy.Managers }, ada, bo);
        var archived = await Here.MakeAsync(Head(ada), ada, bo);
        var seats = new Dictionary<(StreamId, UserId), Seat>();
        foreach (var stream in new[] { open, closed, managed, archived })
        {
            foreach (var person in new[] { ada, bo, cy, dee })
                seats[(stream, person)] = await Here.SeatAsync(stream, person);
        }

        await Here.Seats.RemoveAsync(seats[(open, ada)], cy, null, Ct);
        await Here.Seats.RemoveAsync(seats[(closed, ada)], cy, null, Ct);
        await Here.Streams.ChangeAsync(seats[(archived, ada)], new StreamChange { Archived = true }, Ct);

        var results = await Here.TogetherAsync(
            open,
            [.. new[] { (open, ada), (open, cy), (open, dee), (closed, cy), (closed, dee), (managed, bo), (managed, ada), (archived, bo), (open, bo), (closed, ada) }
                .Select(p => (seats[p], Here.Message()))]);

        Assert.Equal(
            ["2", "stream.not_joined", "stream.not_joined", "not_found", "not_found", "stream.posting_closed", "1", "stream.archived", "3", "2"],
            results.Select(r => r.TryGet(out var message, out var error) ? $"{message.Seq}" : error.Code));
        var heads = await Task.WhenAll(new[] { open, closed, managed, archived }.Select(Here.HeadAsync));
        Assert.Equal([3, 2, 1, 0], heads.Select(h => h.LastSeq));
    }

    [Fact]
    public async Task A_post_into_no_stream_is_not_found()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        var seat = await Here.SeatAsync(stream, ada);

        var result = await Here.Messages.PostAsync(seat.In(Here.Ids.NextInAnyBucket<StreamId>()), Here.Message(), Ct);

        Assert.IsType<Error.NotFound>(result.Error);
    }

    [Fact]
    public async Task A_row_that_the_database_refuses_fails_alone()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);
        var seat = await Here.SeatAsync(stream, ada);
        // The same name twice breaks the contract, and the key of the mentions.
        var bad = Here.Message("bad", mentions: [bo, bo]);
        Task<Result<MessageView>>[] posts;
        await using (await Here.HoldAsync(stream))
        {
            posts = [.. new[] { Here.Message("one"), bad, Here.Message("two"), Here.Message("three") }.Select(m => Here.Messages.PostAsync(seat, m, Ct))];
        }

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => posts[1]);
        Assert.Equal(["one", "two", "three"], (await Task.WhenAll(posts[0], posts[2], posts[3])).OrderBy(r => r.Value.Seq).Select(r => r.Value.Text));
        Assert.Equal([1L, 2L, 3L], (await Here.HistoryAsync(stream)).Select(m => m.Seq));
        Assert.Equal("four", (await Here.PostAsync(stream, ada, "four")).Text);
    }

    [Fact]
    public async Task Big_messages_that_come_together_are_stored()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        var text = new string('界', MessageText.MaxLength);

        var seat = await Here.SeatAsync(stream, ada);
        Task<Result<MessageView>>[] posts;
        await using (await Here.HoldAsync(stream))
            posts = [.. Enumerable.Range(0, 200).Select(_ => Here.Messages.PostAsync(seat, Here.Message(text), Ct))];

        Assert.All(await Task.WhenAll(posts), r => Assert.Equal(text, r.Value.Text));
        Assert.Equal(200, (await Here.HeadAsync(stream)).LastSeq);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Text_survives_unchanged(string what, string text)
    {
        Assert.NotEmpty(what);
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);

        var posted = await Here.PostAsync(stream, ada, text);
        var edited = await Here.EditAsync(stream, 1, ada, Here.Message(text + "!"));
        var reply = await Here.ReplyAsync(stream, 1, ada, Here.Message(text));

        Assert.Equal(text, posted.Text);
        Assert.Equal(text + "!", (await Here.FindAsync(stream, 1))!.Text);
        Assert.Equal(edited.Html, (await Here.FindAsync(stream, 1))!.Html);
        Assert.Equal(text, (await Here.FindAsync(reply.Stream, 1))!.Text);
        Assert.Equal(text, (await Here.Messages.ListEditsAsync(await Here.SeatAsync(stream, ada), 1, Ct))[0].Text);
    }

    public static TheoryData<string, string> Texts => new()
    {
        { "emoji of four bytes", "👩‍👩‍👧‍👦 🏳️‍🌈 𝒳 🀄" },
        { "as long as may be", new string('x', MessageText.MaxLength) },
        { "as long as may be in emoji", string.Concat(Enumerable.Repeat("🎉", MessageText.MaxLength / 2)) },
        { "SQL", "'; DROP TABLE message; -- \\' \" ` @k0 ? {0} %s :p $1 /* */ # \\0 \\Z" },
        { "a backslash at the end", "C:\\" },
        { "lines and tabs", "a\n\n\tb\r\nc" },
        { "spaces at the end", "kept  " },
        { "several scripts", "Ünïcödé 你好 مرحبا שלום ไทย" },
        { "a combining tower", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!" },
        { "controls", "bell\u0007 escape\u001b delete\u007f bom\ufeff override\u202e" },
    };

    [Fact]
    public async Task Hostile_strings_survive_unchanged()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        var texts = HostileText.All().ToList();

        var results = await Task.WhenAll(texts.Select(async text => await Here.PostAsync(stream, ada, Here.Message(text))));

        var stored = (await Here.HistoryAsync(stream)).ToDictionary(m => m.Seq, m => m.Text);
        Assert.True(texts.Count > 20);
        Assert.Equal(texts, results.Select(r => stored[r.Seq]));
    }

    [Fact]
    public async Task Calls_leave_a_row_for_each_person_or_a_single_one_for_everybody()
    {
        var (ada, bo, cy) = (Here.NewPerson(), Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo, cy);

        await Here.PostAsync(stream, ada, Here.Message(mentions: [ada, bo, cy]));
        await Here.PostAsync(stream, ada, Here.Message(mentions: [bo], broadcast: Broadcast.Channel));

        Assert.Equal([(bo, 1L), (cy, 1L)], await MentionsAsync(stream));
        Assert.Equal([(ada, 2L)], await BroadcastsAsync(stream));
    }

    [Fact]
    public async Task A_person_who_gives_up_waiting_does_not_undo_the_post()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        var seat = await Here.SeatAsync(stream, ada);
        using var patience = new CancellationTokenSource();
        Task<Result<MessageView>> post;
        await using (await Here.HoldAsync(stream))
        {
            post = Here.Messages.PostAsync(seat, Here.Message("stays", "key"), patience.Token);
            await patience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => post);
        }

        Assert.Equal("stays", (await Here.PostAsync(stream, ada, Here.Message("again", "key"))).Text);
        Assert.Equal(1, (await Here.HeadAsync(stream)).LastSeq);
    }

    private protected Task<List<(UserId, long)>> MentionsAsync(StreamId stream) => CallsAsync(
        stream, c => c.Mentions.Where(m => m.Bucket == stream.Bucket && m.StreamId == stream).OrderBy(m => m.Seq).ThenBy(m => m.UserId), (MentionRow m) => (m.UserId, m.Seq));

    private protected Task<List<(UserId, long)>> BroadcastsAsync(StreamId stream) => CallsAsync(
        stream, c => c.Broadcasts.Where(b => b.Bucket == stream.Bucket && b.StreamId == stream).OrderBy(b => b.Seq), (BroadcastRow b) => (b.AuthorId, b.Seq));

    private async Task<List<(UserId, long)>> CallsAsync<T>(StreamId stream, Func<ShardContext, IQueryable<T>> query, Func<T, (UserId, long)> read) =>
        [.. (await Here.RowsAsync(stream, query)).Select(read)];

    private static IEnumerable<long> Numbers(int count) => Enumerable.Range(1, count).Select(n => (long)n);
}

public sealed class PostOnSqliteTests(OnSqlite on) : PostContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class PostOnMariaDbTests(OnMariaDb on) : PostContract(on.Installation), IClassFixture<OnMariaDb>;
