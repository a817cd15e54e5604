using Collab.Domain.Messages;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support;
using Collab.Support.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Collab.Infrastructure.Tests.Receipts;

public abstract class ReadMarkerStoreContract(TestInstallation installation) : StoreContract(installation)
{
    [Fact]
    public async Task Reading_on_moves_the_marker_and_never_back()
    {
        var (ada, bo, stream) = await PostedAsync(5);

        Assert.Equal(new ReadState(3, 2, 0), await Here.ReadUpToAsync(stream, bo, 3));
        Assert.Equal(new ReadState(3, 2, 0), await Here.ReadUpToAsync(stream, bo, 1));
        Assert.Equal(new ReadState(5, 0, 0), await Here.ReadUpToAsync(stream, bo, 99));
        Assert.Equal(5, (await Here.PlaceAsync(stream, bo)).LastReadSeq);
        Assert.Equal(5, (await Here.PlaceAsync(stream, ada)).LastReadSeq);
    }

    [Fact]
    public async Task Marking_unread_moves_the_marker_back()
    {
        var (_, bo, stream) = await PostedAsync(5);
        await Here.ReadUpToAsync(stream, bo, 5);

        Assert.Equal(new ReadState(2, 3, 0), await Here.ReadUpToAsync(stream, bo, 2, MarkerMove.Back));
        Assert.Equal(new ReadState(0, 5, 0), await Here.ReadUpToAsync(stream, bo, 0, MarkerMove.Back));
        Assert.Equal(new ReadState(0, 5, 0), await Here.ReadUpToAsync(stream, bo, -3, MarkerMove.Back));
    }

    [Fact]
    public async Task The_marker_knows_when_it_moved()
    {
        var (_, bo, stream) = await PostedAsync(2);
        Installation.Time.Advance(TimeSpan.FromMinutes(3));
        var moved = Installation.Time.GetUtcNow();

        await Here.ReadUpToAsync(stream, bo, 1);
        Installation.Time.Advance(TimeSpan.FromMinutes(3));
        await Here.ReadUpToAsync(stream, bo, 1);

        Assert.Equal(moved, (await Here.SeatViewAsync(stream, bo))!.LastReadAt);
    }

    [Fact]
    public async Task Ones_own_messages_do_not_count_while_one_is_up_to_date()
    {
        var (ada, bo, stream) = await PostedAsync(1);
        await Here.ReadUpToAsync(stream, bo, 1);

        await Here.PostAsync(stream, bo);
        await Here.PostAsync(stream, bo);

        var place = await Here.PlaceAsync(stream, bo);
        Assert.Equal((3, 0), (place.LastReadSeq, place.Unread));
        Assert.Equal(2, (await Here.PlaceAsync(stream, ada)).Unread);
    }

    [Fact]
    public async Task Ones_own_messages_do_not_count_while_one_is_behind()
    {
        var (_, bo, stream) = await PostedAsync(2);
        await Here.PostAsync(stream, bo);
        await Here.PostAsync(stream, bo);

        var place = await Here.PlaceAsync(stream, bo);
        Assert.Equal((0, 2), (place.LastReadSeq, place.Unread));
        Assert.Equal(new ReadState(1, 1, 0), await Here.ReadUpToAsync(stream, bo, 1));
        Assert.Equal(new ReadState(3, 0, 0), await Here.ReadUpToAsync(stream, bo, 3));
        Assert.Equal(new ReadState(0, 2, 0), await Here.ReadUpToAsync(stream, bo, 0, MarkerMove.Back));
    }

    [Fact]
    public async Task System_rows_do_not_count()
    {
        var (ada, bo, stream) = await PostedAsync(1);
        await Here.ReadUpToAsync(stream, bo, 1);

        await Here.Seats.AddAsync(stream, ada, [new NewSeat(Here.NewPerson(), SeatRole.Member)], null, Ct);
        await Here.Streams.ChangeAsync(await Here.SeatAsync(stream, ada), new StreamChange { Topic = "t", Note = new SystemNote(SystemNoteKind.TopicSet, [], "t") }, Ct);
        Assert.Equal(0, (await Here.PlaceAsync(stream, bo)).Unread);
        await Here.PostAsync(stream, ada);
        Assert.Equal(1, (await Here.PlaceAsync(stream, bo)).Unread);
        await Here.PostAsync(stream, bo);
        Assert.Equal(1, (await Here.PlaceAsync(stream, bo)).Unread);
    }

    [Fact]
    public async Task In_chats_every_message_calls()
    {
        var (ada, bo, cy) = (Here.NewPerson(), Here.NewPerson(), Here.NewPerson());
        foreach (var chat in new[] { await Here.ChatAsync(ada, bo), await Here.ChatAsync(ada, bo, cy) })
        {
            await Here.PostAsync(chat, ada);
            await Here.PostAsync(chat, ada, Here.Message(mentions: [bo]));

            var place = await Here.PlaceAsync(chat, bo);
            Assert.Equal((2, 2), (place.Unread, place.Mentions));
            Assert.Equal(new ReadState(1, 1, 1), await Here.ReadUpToAsync(chat, bo, 1));
        }
    }

    [Fact]
    public async Task A_call_to_everybody_is_one_row_and_counts_for_each_but_its_author()
    {
        var people = Here.NewPeople(60);
        var stream = await Here.ChannelAsync(people);

        await Here.PostAsync(stream, people[0], Here.Message(mentions: [people[1]], broadcast: Broadcast.Channel));
        await Here.PostAsync(stream, people[2], Here.Message(mentions: [people[1]]));

        Assert.Single(await Here.RowsAsync(stream, c => c.Broadcasts.Where(b => b.Bucket == stream.Bucket && b.StreamId == stream)));
        Assert.Single(await Here.RowsAsync(stream, c => c.Mentions.Where(m => m.Bucket == stream.Bucket && m.StreamId == stream)));
        var mentions = await Task.WhenAll(people.Select(async p => (await Here.PlaceAsync(stream, p)).Mentions));
        Assert.Equal([0L, 2L, .. Enumerable.Repeat(1L, 58)], mentions);
        Assert.Equal(new ReadState(1, 1, 1), await Here.ReadUpToAsync(stream, people[1], 1));
    }

    [Fact]
    public async Task Whoever_is_not_in_has_no_marker()
    {
        var (ada, bo, stream) = await PostedAsync(1);
        var seat = await Here.SeatAsync(stream, bo);
        await Here.Seats.RemoveAsync(await Here.SeatAsync(stream, ada), bo, null, Ct);

        Assert.IsType<Error.NotFound>((await Here.Markers.MoveAsync(seat, 1, MarkerMove.Forward, Ct)).Error);
        Assert.IsType<Error.NotFound>((await Here.Markers.MoveAsync(await Here.SeatAsync(stream, Here.NewPerson()), 1, MarkerMove.Forward, Ct)).Error);
    }

    [Fact]
    public async Task A_marker_leaves_no_event()
    {
        var (_, bo, stream) = await PostedAsync(1);

        await Here.ReadUpToAsync(stream, bo, 1);

        Assert.Equal(2, (await Here.OutboxAsync(stream)).Count);
    }

    [Fact]
    public async Task A_reading_from_before_does_not_undo_that_something_was_marked_unread()
    {
        var (_, bo, stream) = await PostedAsync(5);
        var before = await Here.SeatAsync(stream, bo);
        await Here.ReadUpToAsync(stream, bo, 2, MarkerMove.Back);

        // Another device had read on before, and what it sent was slow.
        Assert.Equal(new ReadState(2, 3, 0), (await Here.Markers.MoveAsync(before, 5, MarkerMove.Forward, Ct)).Value);
        Assert.Equal(new ReadState(4, 1, 0), await Here.ReadUpToAsync(stream, bo, 4));
    }

    [Fact]
    public async Task What_has_arrived_in_a_chat_is_kept_and_reading_is_arriving()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var chat = await Here.ChatAsync(ada, bo);
        for (var i = 0; i < 4; i++)
            await Here.PostAsync(chat, ada);
        var positions = Installation.Get<IReadPositions>();
        var seat = await Here.SeatAsync(chat, ada);

        Here.Markers.Deliver(chat, bo, 3);
        await Eventually.TrueAsync(async () => await DeliveredAsync() == 3, "it is written that the third has arrived");
        Here.Markers.Deliver(chat, bo, 1);
        Here.Markers.Deliver(chat, bo, 99);
        await Eventually.TrueAsync(async () => await DeliveredAsync() == 4, "what has arrived ends where the chat ends");
        var read = await Here.SeatViewAsync(chat, bo);
        Assert.Equal((0L, (DateTimeOffset?)null), (read!.LastReadSeq, read.LastReadAt));

        async Task<long> DeliveredAsync() =>
            (await positions.ListAsync(seat, ReceiptPolicy.Default, 10, Ct)).Single(p => p.User == bo).DeliveredSeq;
    }

    [Fact]
    public async Task Markers_and_posts_at_once_leave_right_counts()
    {
        await using var other = await SecondNodeAsync();
        var (ada, bo, stream) = await PostedAsync(30);

        await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => Task.Run(() => Here.PostAsync(stream, bo), Ct))
                .Concat<Task>(Enumerable.Range(0, 20).Select(i => Task.Run(() => other.Stage.PostAsync(stream, ada), Ct)))
                .Concat(Enumerable.Range(0, 20).Select(i => Task.Run(() => other.Stage.PostAsync(stream, bo), Ct)))
                .Concat(Enumerable.Range(0, 40).Select(i => Task.Run(() => Here.ReadUpToAsync(stream, bo, i % 2 == 0 ? 10 + (3 * i) : i, i % 2 == 0 ? MarkerMove.Forward : MarkerMove.Back), Ct)))
                .Concat(Enumerable.Range(0, 20).Select(i => Task.Run(() => other.Stage.ReadUpToAsync(stream, bo, 100), Ct))));

        var (place, history) = (await Here.PlaceAsync(stream, bo), await Here.HistoryAsync(stream));
        Assert.Equal(history.Count(m => m.Author == ada && m.Seq > place.LastReadSeq), place.Unread);
        await Here.ReadUpToAsync(stream, bo, 15, MarkerMove.Back);
        Assert.Equal(history.Count(m => m.Author == ada && m.Seq > 15), (await Here.PlaceAsync(stream, bo)).Unread);
    }

    private protected async Task<(UserId Ada, UserId Bo, StreamId Stream)> PostedAsync(int count)
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);
        for (var i = 0; i < count; i++)
            await Here.PostAsync(stream, ada);
        return (ada, bo, stream);
    }
}

public sealed class ReadMarkerStoreOnSqliteTests(OnSqlite on) : ReadMarkerStoreContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class ReadMarkerStoreOnMariaDbTests(OnMariaDb on) : ReadMarkerStoreContract(on.Installation), IClassFixture<OnMariaDb>
{
    [Fact]
    public async Task A_marker_that_moves_back_while_a_post_of_its_owner_waits_stays_back()
    {
        var (_, bo, stream) = await PostedAsync(5);
        await Here.ReadUpToAsync(stream, bo, 5);
        await using var context = Here.Router.For(stream).Database.NewContext();
        await using var transaction = await context.Database.BeginTransactionAsync(Ct);
        await context.Database.ExecuteSqlAsync($"UPDATE seat SET last_read_seq = 2 WHERE bucket = {stream.Bucket.Value} AND stream_id = {stream.Value} AND user_id = {bo.Value}", Ct);
        var post = Task.Run(() => Here.PostAsync(stream, bo), Ct);
        await using var watch = Here.Router.For(stream).Database.NewContext();
        await Eventually.TrueAsync(
            async () => (await watch.Database.SqlQuery<long>(
                $"SELECT COUNT(*) AS Value FROM information_schema.INNODB_TRX WHERE trx_state = 'LOCK WAIT' AND trx_query LIKE CONCAT('%', {stream.Value}, '%')").ToListAsync(Ct))[0] > 0,
            "the post waits for the seat");

        await transaction.CommitAsync(Ct);
        await post;

        var place = await Here.PlaceAsync(stream, bo);
        Assert.Equal((2, 3), (place.LastReadSeq, place.Unread));
    }
}
