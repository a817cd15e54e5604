using Collab.Domain.Receipts;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Storage;
using Collab.Support.Streams;
using Xunit;

namespace Collab.Infrastructure.Tests.Receipts;

/// <summary>Lists and counts of readers against a recount from scratch, and their edges one by one.</summary>
public abstract class ReceiptStoreContract(TestInstallation installation) : StoreContract(installation)
{
    private static readonly ReceiptPolicy Open = ReceiptPolicy.Default;
    private static readonly ReceiptPolicy OptOut = new(ReceiptAudience.Everyone, true);

    [Fact]
    public async Task Each_stands_on_one_list_and_the_author_on_none()
    {
        var people = Here.NewPeople(5);
        var stream = await Here.ChannelAsync(people);
        await Here.PostAsync(stream, people[0]);
        await Here.ReadUpToAsync(stream, people[1], 1);
        await Here.ReadUpToAsync(stream, people[2], 1);

        var pass = await PassAsync(stream, 1, people[0]);

        Assert.Equal(new ReceiptCounts(2, 2, 0, 0, 0, null), await Here.Receipts.CountAsync(pass, Ct));
        Assert.Equal(people[1..3].Order(), (await Here.Receipts.TakeAsync(pass, ReceiptSide.Read, 10, Ct)).Select(r => r.User).Order());
        Assert.Equal(people[3..].Order(), (await Here.Receipts.TakeAsync(pass, ReceiptSide.NotRead, 10, Ct)).Select(r => r.User).Order());
        Assert.Empty(await Here.Receipts.TakeAsync(pass, ReceiptSide.NotShared, 10, Ct));
    }

    [Fact]
    public async Task Who_came_later_or_has_gone_is_counted_apart_and_listed_nowhere()
    {
        var people = Here.NewPeople(5);
        var stream = await Here.ChannelAsync(people[..4]);
        await Here.PostAsync(stream, people[0]);
        await Here.Seats.AddAsync(stream, people[0], [new NewSeat(people[4], SeatRole.Member)], null, Ct);
        await Here.ReadUpToAsync(stream, people[4], 1);
        await Here.ReadUpToAsync(stream, people[1], 1);
        await Here.Seats.RemoveAsync(await Here.SeatAsync(stream, people[1]), people[1], null, Ct);
        await Here.ReceiptSeats.SettleAsync(people[2], ReceiptStanding.Deactivated, Ct);

        var pass = await PassAsync(stream, 1, people[0]);

        Assert.Equal(new ReceiptCounts(0, 1, 0, 1, 2, null), await Here.Receipts.CountAsync(pass, Ct));
        Assert.Equal([(new Reader(people[3], null), ReceiptSide.NotRead)], await Here.Receipts.ListAllAsync(pass, new UserId(0), 10, Ct));
    }

    [Fact]
    public async Task Who_does_not_share_is_on_the_third_list_where_the_policy_lets_her()
    {
        var people = Here.NewPeople(3);
        var stream = await Here.ChannelAsync(people);
        await Here.PostAsync(stream, people[0]);
        await Here.ReadUpToAsync(stream, people[1], 1);
        await Here.ReceiptSeats.SettleAsync(people[1], ReceiptStanding.OptedOut, Ct);
        var (hides, shows) = (await PassAsync(stream, 1, people[0], OptOut), await PassAsync(stream, 1, people[0]));

        Assert.Equal(new ReceiptCounts(0, 1, 1, 0, 0, null), await Here.Receipts.CountAsync(hides, Ct));
        Assert.Equal([new Reader(people[1], null)], await Here.Receipts.TakeAsync(hides, ReceiptSide.NotShared, 10, Ct));
        Assert.Empty((await Here.Receipts.ListByTimeAsync(hides, null, 10, Ct)).Items);
        Assert.Empty(await Here.Receipts.FindAsync(hides, ReceiptSide.Read, people, Ct));
        Assert.Equal(new ReceiptCounts(1, 1, 0, 0, 0, null), await Here.Receipts.CountAsync(shows, Ct));
        Assert.Equal(people[1], Assert.Single((await Here.Receipts.ListByTimeAsync(shows, null, 10, Ct)).Items).User);
    }

    [Fact]
    public async Task By_time_the_last_to_read_comes_first_over_any_number_of_pages()
    {
        var people = Here.NewPeople(12);
        var stream = await Here.ChannelAsync(people);
        await Here.PostAsync(stream, people[0]);
        foreach (var (person, number) in people[1..].Select((p, i) => (p, i)))
        {
            // Some read in the same instant.
            if (number % 3 == 0)
                Installation.Time.Advance(TimeSpan.FromSeconds(7));
            await Here.ReadUpToAsync(stream, person, 1);
        }

        await Here.ReceiptSeats.SettleAsync(people[4], ReceiptStanding.OptedOut, Ct);
        var pass = await PassAsync(stream, 1, people[0]);
        var all = new List<Reader>();
        Domain.Shared.Page<Reader> page;
        Domain.Shared.Cursor? cursor = null;
        do
        {
            page = await Here.Receipts.ListByTimeAsync(pass, cursor, 4, Ct);
            all.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(all.OrderByDescending(r => r.ReadAt).ThenByDescending(r => r.User), all);
        Assert.Equal(people[1..].Order(), all.Select(r => r.User).Order());
    }

    [Fact]
    public async Task Who_asks_within_a_second_gets_the_answer_of_whoever_asked_before()
    {
        var people = Here.NewPeople(3);
        var stream = await Here.ChannelAsync(people);
        await Here.PostAsync(stream, people[0]);
        var pass = await PassAsync(stream, 1, people[0]);
        Assert.Equal(0, (await Here.Receipts.CountAsync(pass, Ct)).Read);
        await Here.ReadUpToAsync(stream, people[1], 1);

        Installation.Time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal(0, (await Here.Receipts.CountAsync(pass, Ct)).Read);
        Installation.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, (await Here.Receipts.CountAsync(pass, Ct)).Read);
    }

    [Fact]
    public async Task In_a_chat_those_are_counted_at_whose_devices_it_has_arrived()
    {
        var people = Here.NewPeople(4);
        var chat = await Here.ChatAsync(people);
        await Here.PostAsync(chat, people[0]);
        await Here.ReadUpToAsync(chat, people[1], 1);
        Here.Markers.Deliver(chat, people[2], 1);
        var positions = Installation.Get<IReadPositions>();
        var seat = await Here.SeatAsync(chat, people[0]);
        await Support.Eventually.TrueAsync(
            async () => (await positions.ListAsync(seat, Open, 10, Ct)).Count(p => p.DeliveredSeq == 1) == 3, "it is written that it has arrived");

        Assert.Equal(new ReceiptCounts(1, 2, 0, 0, 0, 2), await Here.Receipts.CountAsync(await PassAsync(chat, 1, people[0]), Ct));
    }

    [Fact]
    public async Task One_who_has_read_nothing_has_a_position_and_one_who_does_not_share_it_has_none()
    {
        var people = Here.NewPeople(4);
        var chat = await Here.ChatAsync(people);
        await Here.PostAsync(chat, people[0]);
        await Here.ReadUpToAsync(chat, people[1], 1);
        await Here.ReceiptSeats.SettleAsync(people[2], ReceiptStanding.OptedOut, Ct);
        var (positions, seat) = (Installation.Get<IReadPositions>(), await Here.SeatAsync(chat, people[0]));

        var hidden = await positions.ListAsync(seat, new ReceiptPolicy(ReceiptAudience.Everyone, true), 10, Ct);
        var shown = await positions.ListAsync(seat, new ReceiptPolicy(ReceiptAudience.Everyone, false), 10, Ct);

        Assert.Equal([1L, 1L, null, 0L], people.Select(p => hidden.Single(h => h.User == p).LastReadSeq));
        Assert.Equal([1L, 1L, 0L, 0L], people.Select(p => shown.Single(h => h.User == p).LastReadSeq));
    }

    [Fact]
    public async Task A_seat_keeps_the_standing_of_its_person_also_in_threads_and_when_she_comes_back()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);
        await Here.PostAsync(stream, ada);
        await Here.ReceiptSeats.SettleAsync(bo, ReceiptStanding.OptedOut, Ct);

        var thread = (await Here.ReplyAsync(stream, 1, bo)).Stream;

        var standing = Assert.Single(await Here.RowsAsync(stream, c => c.Seats.Where(s => s.Bucket == thread.Bucket && s.StreamId == thread && s.UserId == bo))).Receipts;
        Assert.Equal(ReceiptStanding.OptedOut, standing);
    }

    [Fact]
    public async Task Who_begins_to_follow_a_thread_has_not_read_what_was_said_before()
    {
        var people = Here.NewPeople(3);
        var stream = await Here.ChannelAsync(people);
        await Here.PostAsync(stream, people[0]);
        var thread = (await Here.ReplyAsync(stream, 1, people[0])).Stream;
        await Here.ReplyAsync(stream, 1, people[1]);

        Assert.Equal(new ReceiptCounts(0, 0, 0, 1, 0, null), await Here.Receipts.CountAsync(await PassAsync(thread, 1, people[0]), Ct));
        Assert.Equal(new ReceiptCounts(0, 1, 0, 0, 0, null), await Here.Receipts.CountAsync(await PassAsync(thread, 2, people[1]), Ct));
    }

    [Fact]
    public async Task Ten_thousand_readings_leave_one_row_for_each_reader()
    {
        var people = Here.NewPeople(500);
        var stream = await Here.ChannelAsync(people);
        for (var i = 0; i < 20; i++)
            await Here.PostAsync(stream, people[0]);

        for (var seq = 1; seq <= 20; seq++)
        {
            var upTo = seq;
            await Task.WhenAll(people[1..].Select(p => Here.ReadUpToAsync(stream, p, upTo)));
        }

        Assert.Equal(500, (await Here.RowsAsync(stream, c => c.Seats.Where(s => s.Bucket == stream.Bucket && s.StreamId == stream))).Count);
        Assert.Equal(21, (await Here.OutboxAsync(stream)).Count);
        Assert.Equal(new ReceiptCounts(499, 0, 0, 0, 0, null), await Here.Receipts.CountAsync(await PassAsync(stream, 20, people[0]), Ct));
    }

    private async Task<ReceiptPass> PassAsync(StreamId stream, long seq, UserId author, ReceiptPolicy? policy = null) =>
        (await Here.SeatAsync(stream, author)).PassTo(seq, author, policy ?? Open);
}

public sealed class ReceiptStoreOnSqliteTests(OnSqlite on) : ReceiptStoreContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class ReceiptStoreOnMariaDbTests(OnMariaDb on) : ReceiptStoreContract(on.Installation), IClassFixture<OnMariaDb>;
