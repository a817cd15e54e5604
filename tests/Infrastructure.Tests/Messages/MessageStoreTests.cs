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

public abstract class MessageStoreContract(TestInstallation installation) : StoreContract(installation)
{
    [Theory]
    [InlineData(RangeSide.Before, long.MaxValue, 4, "7 8 9 10", true, false)]
    [InlineData(RangeSide.Before, long.MaxValue, 10, "1 2 3 4 5 6 7 8 9 10", false, false)]
    [InlineData(RangeSide.Before, 7, 4, "3 4 5 6", true, true)]
    [InlineData(RangeSide.Before, 5, 4, "1 2 3 4", false, true)]
    [InlineData(RangeSide.Before, 3, 4, "1 2", false, true)]
    [InlineData(RangeSide.Before, 1, 4, "", false, true)]
    [InlineData(RangeSide.Before, 0, 4, "", false, true)]
    [InlineData(RangeSide.Before, 11, 2, "9 10", true, false)]
    [InlineData(RangeSide.After, 0, 4, "1 2 3 4", false, true)]
    [InlineData(RangeSide.After, 3, 4, "4 5 6 7", true, true)]
    [InlineData(RangeSide.After, 6, 4, "7 8 9 10", true, false)]
    [InlineData(RangeSide.After, 8, 4, "9 10", true, false)]
    [InlineData(RangeSide.After, 10, 4, "", true, false)]
    [InlineData(RangeSide.After, long.MaxValue, 4, "", true, false)]
    [InlineData(RangeSide.Around, 5, 4, "4 5 6 7", true, true)]
    [InlineData(RangeSide.Around, 5, 5, "3 4 5 6 7", true, true)]
    [InlineData(RangeSide.Around, 5, 1, "5", true, true)]
    [InlineData(RangeSide.Around, 1, 4, "1 2 3", false, true)]
    [InlineData(RangeSide.Around, 2, 4, "1 2 3 4", false, true)]
    [InlineData(RangeSide.Around, 10, 4, "9 10", true, false)]
    [InlineData(RangeSide.Around, 0, 4, "1 2", false, true)]
    [InlineData(RangeSide.Around, long.MaxValue, 4, "9 10", true, false)]
    [InlineData(RangeSide.Around, 5, 200, "1 2 3 4 5 6 7 8 9 10", false, false)]
    public async Task A_page_knows_what_lies_beyond_it(RangeSide side, long anchor, int limit, string expected, bool hasOlder, bool hasNewer)
    {
        var stream = await TenAsync();

        var page = await PageAsync(stream, new MessageRange(anchor, side, limit));

        Assert.Equal(expected, string.Join(' ', page.Items.Select(m => m.Seq)));
        Assert.Equal((hasOlder, hasNewer), (page.HasOlder, page.HasNewer));
        Assert.Equal((await Here.HeadAsync(stream)).Version, page.Version);
    }

    [Theory]
    [InlineData(RangeSide.Before, long.MaxValue)]
    [InlineData(RangeSide.Before, 5)]
    [InlineData(RangeSide.After, 0)]
    [InlineData(RangeSide.After, 5)]
    [InlineData(RangeSide.Around, 5)]
    public async Task An_empty_stream_has_nothing_on_any_side(RangeSide side, long anchor)
    {
        var stream = await Here.ChannelAsync(Here.NewPerson());

        var page = await PageAsync(stream, new MessageRange(anchor, side, 50));

        Assert.Empty(page.Items);
        Assert.False(page.HasOlder || page.HasNewer);
    }

    [Fact]
    public async Task A_page_that_was_read_before_is_not_older_than_the_last_change()
    {
        var stream = await TenAsync();
        var author = (await PageAsync(stream, MessageRange.Newest(50))).Items[0].Author;
        await using var elsewhere = await SecondNodeAsync();
        var there = elsewhere.Stage;
        Func<Stage, Task>[] acts =
        [
            node => node.PostAsync(stream, author, "an eleventh"),
            node => node.EditAsync(stream, 3, author, Here.Message(node == there ? "edited" : "edited again")),
            node => node.ReactAsync(stream, 4, author, node == there ? "👍" : "🎉"),
            node => node.ReactAsync(stream, 4, author, node == there ? "👍" : "🎉", given: false),
            node => node.ReplyAsync(stream, 5, author),
        ];
        foreach (var (act, node) in acts.SelectMany(act => (Stage[])[Here, there], (act, node) => (act, node)))
        {
            var (before, _) = (await PageAsync(stream, MessageRange.Newest(50)), await PageAsync(stream, MessageRange.Newest(50)));
            await act(node);
            var after = await PageAsync(stream, MessageRange.Newest(50));
            Assert.NotEqual(before.Items.Select(m => m.Revision), after.Items.Select(m => m.Revision));
            Assert.Equal((await Here.HeadAsync(stream)).Version, after.Items.Max(m => m.Revision));
        }
    }

    [Fact]
    public async Task An_edit_keeps_the_earlier_texts_newest_first()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        await Here.PostAsync(stream, ada, "one");
        var posted = (await Here.FindAsync(stream, 1))!;

        Installation.Time.Advance(TimeSpan.FromMinutes(1));
        var first = await Here.EditAsync(stream, 1, ada, Here.Message("two"));
        Installation.Time.Advance(TimeSpan.FromMinutes(1));
        var second = await Here.EditAsync(stream, 1, ada, Here.Message("three"));

        MessageAssert.Same(posted with { Text = "three", Html = "<p>three</p>", EditedAt = Installation.Time.GetUtcNow(), Revision = 4 }, second);
        MessageAssert.Same(second, await Here.FindAsync(stream, 1));
        var edits = await Here.Messages.ListEditsAsync(await Here.SeatAsync(stream, ada), 1, Ct);
        Assert.Equal([new MessageEdit("two", "<p>two</p>", ada, second.EditedAt!.Value), new MessageEdit("one", "<p>one</p>", ada, first.EditedAt!.Value)], edits);
    }

    [Fact]
    public async Task At_most_a_hundred_earlier_texts_are_listed()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        await Here.PostAsync(stream, ada);
        for (var i = 0; i < 105; i++)
            await Here.EditAsync(stream, 1, ada, Here.Message($"text {i}"));

        var edits = await Here.Messages.ListEditsAsync(await Here.SeatAsync(stream, ada), 1, Ct);

        Assert.Equal((100, "text 103"), (edits.Count, edits[0].Text));
    }

    [Fact]
    public async Task An_edit_moves_mentions_to_those_it_names_now()
    {
        var (ada, bo, cy, dee) = (Here.NewPerson(), Here.NewPerson(), Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo, cy, dee);
        await Here.PostAsync(stream, ada, Here.Message(mentions: [bo, cy]));

        await Here.EditAsync(stream, 1, ada, Here.Message(mentions: [cy, dee]));
        Assert.Equal("0 1 1", await MentionsAsync(stream, bo, cy, dee));
        await Here.EditAsync(stream, 1, ada, Here.Message(mentions: [cy], broadcast: Broadcast.Channel));
        Assert.Equal("1 1 1 0", await MentionsAsync(stream, bo, cy, dee, ada));
        await Here.EditAsync(stream, 1, ada, Here.Message(broadcast: Broadcast.Here));
        Assert.Equal("1 1 1", await MentionsAsync(stream, bo, cy, dee));
        var last = await Here.EditAsync(stream, 1, ada, Here.Message(mentions: [dee]));
        Assert.Equal("0 0 1", await MentionsAsync(stream, bo, cy, dee));
        Assert.Equal(dee, Assert.Single(last.Mentions));
        await Here.EditAsync(stream, 1, ada, Here.Message());
        Assert.Equal("0 0 0", await MentionsAsync(stream, bo, cy, dee));
    }

    [Fact]
    public async Task Only_its_author_edits_a_message()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);
        await Here.PostAsync(stream, ada, "mine");

        var result = await Here.Messages.EditAsync(await Here.SeatAsync(stream, bo), 1, Here.Message("stolen"), Ct);

        Assert.Equal("message.not_yours", result.Error!.Code);
        Assert.Equal("mine", (await Here.FindAsync(stream, 1))!.Text);
    }

    [Fact]
    public async Task The_window_of_an_edit_is_the_servers_and_its_last_instant_is_in_it()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        await Here.PostAsync(stream, ada, "first");
        var (seat, hour) = (await Here.SeatAsync(stream, ada), TimeSpan.FromHours(1));

        Installation.Time.Advance(hour);
        Assert.True((await Here.Messages.EditAsync(seat, 1, Here.Message("second") with { Window = hour }, Ct)).IsOk);
        Installation.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("edit.too_late", (await Here.Messages.EditAsync(seat, 1, Here.Message("third") with { Window = hour }, Ct)).Error!.Code);
        Assert.Equal("edit.off", (await Here.Messages.EditAsync(seat, 1, Here.Message("third") with { Window = TimeSpan.Zero }, Ct)).Error!.Code);
        Assert.Equal("second", (await Here.FindAsync(stream, 1))!.Text);
        Assert.Single(await Here.Messages.ListEditsAsync(seat, 1, Ct));
        Assert.True((await Here.Messages.EditAsync(seat, 1, Here.Message("third"), Ct)).IsOk);
    }

    [Fact]
    public async Task Neither_a_system_row_nor_a_missing_number_is_edited()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada);
        await Here.Seats.AddAsync(stream, ada, [new NewSeat(bo, SeatRole.Member)], null, Ct);
        var seat = await Here.SeatAsync(stream, ada);

        foreach (var seq in new[] { 1L, 2L, 0L, -1L })
            Assert.IsType<Error.NotFound>((await Here.Messages.EditAsync(seat, seq, Here.Message(), Ct)).Error);
        Assert.Null(await Here.FindAsync(stream, 2));
    }

    [Fact]
    public async Task Nothing_is_edited_after_leaving_or_archiving()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);
        await Here.PostAsync(stream, bo);
        await Here.PostAsync(stream, ada);
        var (adas, bos) = (await Here.SeatAsync(stream, ada), await Here.SeatAsync(stream, bo));
        var reply = await Here.ReplyAsync(stream, 2, bo);
        var inThread = await Here.SeatAsync(reply.Stream, bo);
        await Here.Seats.RemoveAsync(adas, bo, null, Ct);
        await Here.Streams.ChangeAsync(adas, new StreamChange { Archived = true }, Ct);

        Assert.Equal("stream.not_joined", (await Here.Messages.EditAsync(bos, 1, Here.Message(), Ct)).Error!.Code);
        Assert.Equal("stream.not_joined", (await Here.Messages.EditAsync(inThread, 1, Here.Message(), Ct)).Error!.Code);
        Assert.Equal("stream.archived", (await Here.Messages.EditAsync(adas, 2, Here.Message(), Ct)).Error!.Code);
    }

    [Fact]
    public async Task Edits_at_once_all_count_and_the_last_one_stands()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        await Here.PostAsync(stream, ada, "text 0");
        var seat = await Here.SeatAsync(stream, ada);

        var edited = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => Task.Run(() => Here.Messages.EditAsync(seat, 1, Here.Message($"text {i}"), Ct), Ct)));

        var newest = edited.Select(e => e.Value).MaxBy(m => m.Revision)!;
        MessageAssert.Same(newest, await Here.FindAsync(stream, 1));
        Assert.Equal(20, (await Here.Messages.ListEditsAsync(seat, 1, Ct)).Count);
    }

    [Fact]
    public async Task The_same_message_with_its_neighbour_stream_stays_apart()
    {
        var ada = Here.NewPerson();
        var bucket = new Bucket(9);
        var one = await Here.MakeAsync(Here.Channel(ada) with { Id = Here.Ids.NextIn<StreamId>(bucket) }, ada);
        var two = await Here.MakeAsync(Here.Channel(ada) with { Id = Here.Ids.NextIn<StreamId>(bucket) }, ada);
        await Here.PostAsync(one, ada, "one");
        await Here.PostAsync(two, ada, "two");

        await Here.EditAsync(one, 1, ada, Here.Message("changed"));

        Assert.Equal("two", (await Here.FindAsync(two, 1))!.Text);
        Assert.Equal([OutboxKind.MembersJoined, OutboxKind.MessagePosted], (await Here.OutboxAsync(two)).Select(o => o.Kind));
    }

    private async Task<StreamId> TenAsync()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        for (var i = 0; i < 10; i++)
            await Here.PostAsync(stream, ada);
        return stream;
    }

    private async Task<MessagePage> PageAsync(StreamId stream, MessageRange range) =>
        await Here.Messages.ListAsync(await Here.SeatAsync(stream, new UserId(1)), range, Ct);

    private async Task<string> MentionsAsync(StreamId stream, params UserId[] people) =>
        string.Join(' ', (await Task.WhenAll(people.Select(p => Here.PlaceAsync(stream, p)))).Select(p => p.Mentions));
}

public sealed class MessageStoreOnSqliteTests(OnSqlite on) : MessageStoreContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class MessageStoreOnMariaDbTests(OnMariaDb on) : MessageStoreContract(on.Installation), IClassFixture<OnMariaDb>;
