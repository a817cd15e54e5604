using Collab.Domain.Confirmations;
using Collab.Domain.Messages;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Confirmations;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Storage;
using Collab.Support.Streams;
using Xunit;

namespace Collab.Infrastructure.Tests.Confirmations;

/// <summary>Who has confirmed what, who is asked, and whom a reminder calls.</summary>
public abstract class ConfirmationStoreContract(TestInstallation installation) : StoreContract(installation)
{
    [Fact]
    public async Task A_message_keeps_what_it_asks_for_through_edits_and_repeats()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);
        var deadline = Installation.Time.GetUtcNow().AddHours(4);
        var asking = Here.Message("Read the rules", key: "once", broadcast: Broadcast.Confirmation) with { Confirmation = new ConfirmationRequest(deadline) };
        var posted = await Here.PostAsync(stream, ada, asking);

        Assert.Equal(new ConfirmationRequest(deadline), posted.Confirmation);
        Assert.Equal(posted, await Here.PostAsync(stream, ada, asking), Same);
        await Here.EditAsync(stream, 1, ada, Here.Message("Read the new rules", broadcast: Broadcast.Confirmation) with { Confirmation = posted.Confirmation });
        Assert.Equal((new ConfirmationRequest(deadline), "Read the new rules"), await Here.FindAsync(stream, 1) is { } edited ? (edited.Confirmation, edited.Text) : default);
        Assert.Equal((1, 1), await BadgeAsync(stream, bo));

        static bool Same(MessageView one, MessageView other) => one.Seq == other.Seq && one.Confirmation == other.Confirmation;
    }

    [Fact]
    public async Task Whoever_asks_again_when_the_deadline_is_over_gets_the_message_that_is_there_and_a_new_one_is_refused()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada, Here.NewPerson());
        var asking = Here.Message(broadcast: Broadcast.Confirmation) with { Confirmation = new ConfirmationRequest(Installation.Time.GetUtcNow().AddMinutes(1)) };
        var posted = await Here.PostAsync(stream, ada, asking);
        Installation.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(posted.Seq, (await Here.TryPostAsync(stream, ada, asking)).Value.Seq);
        Assert.Equal("confirmation.deadline_past", (await Here.TryPostAsync(stream, ada, Here.Message() with { Confirmation = asking.Confirmation })).Error?.Code);
        Assert.Single(await Here.HistoryAsync(stream));
    }

    [Fact]
    public async Task One_confirms_once_and_whoever_was_not_asked_finds_nothing()
    {
        var people = Here.NewPeople(4);
        var stream = await Here.ChannelAsync(people[..3]);
        await AskAsync(stream, people[0]);
        await Here.PostAsync(stream, people[0], "asks nothing");
        await Here.Seats.AddAsync(stream, people[0], [new NewSeat(people[3], SeatRole.Member)], null, Ct);
        await Here.Seats.RemoveAsync(await Here.SeatAsync(stream, people[2]), people[2], null, Ct);

        var first = await ConfirmAsync(stream, people[1], 1);
        Installation.Time.Advance(TimeSpan.FromMinutes(3));
        var second = await ConfirmAsync(stream, people[1], 1);

        Assert.Equal(first.Value, second.Value);
        Assert.IsType<Error.NotFound>((await ConfirmAsync(stream, people[0], 1)).Error); // its author
        Assert.IsType<Error.NotFound>((await ConfirmAsync(stream, people[2], 1)).Error); // has left
        Assert.IsType<Error.NotFound>((await ConfirmAsync(stream, people[3], 1)).Error); // came later
        Assert.IsType<Error.NotFound>((await ConfirmAsync(stream, people[1], 2)).Error);
        Assert.IsType<Error.NotFound>((await ConfirmAsync(stream, people[1], 99)).Error);
        Assert.Equal([first.Value], await Here.Confirmations.ListOwnAsync(await Here.SeatAsync(stream, people[1]), 1, 9, Ct));
        Assert.Empty(await Here.Confirmations.ListOwnAsync(await Here.SeatAsync(stream, people[0]), 1, 9, Ct));
    }

    [Fact]
    public async Task Two_devices_that_confirm_at_once_leave_one_row_and_are_told_the_same()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);
        await AskAsync(stream, ada);

        var both = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ConfirmAsync(stream, bo, 1)));

        Assert.Single(both.Select(c => c.Value).Distinct());
        Assert.Single(await Here.RowsAsync(stream, c => c.Confirmations.Where(r => r.Bucket == stream.Bucket && r.StreamId == stream)));
    }

    [Fact]
    public async Task Lists_and_counts_add_up_to_those_who_were_asked_and_still_are()
    {
        var people = Here.NewPeople(8);
        var stream = await Here.ChannelAsync([.. people[..6], people[7]]);
        await AskAsync(stream, people[0], Installation.Time.GetUtcNow().AddMinutes(10));
        await ConfirmAsync(stream, people[7], 1);
        await ConfirmAsync(stream, people[1], 1);
        await ConfirmAsync(stream, people[4], 1);
        await ConfirmAsync(stream, people[5], 1);
        Installation.Time.Advance(TimeSpan.FromMinutes(11));
        await ConfirmAsync(stream, people[2], 1);
        await Here.ReceiptSeats.SettleAsync(people[2], ReceiptStanding.OptedOut, Ct);
        await Here.ReceiptSeats.SettleAsync(people[4], ReceiptStanding.Deactivated, Ct);
        await Here.Seats.RemoveAsync(await Here.SeatAsync(stream, people[5]), people[5], null, Ct);
        await Here.Seats.AddAsync(stream, people[0], [new NewSeat(people[6], SeatRole.Member)], null, Ct);
        // She comes back, and is one who came later.
        await Here.Seats.RemoveAsync(await Here.SeatAsync(stream, people[7]), people[7], null, Ct);
        await Here.Seats.AddAsync(stream, people[0], [new NewSeat(people[7], SeatRole.Member)], null, Ct);
        var pass = await Here.PassAsync(stream, 1, people[0]);

        Assert.Equal((2, 1), await Here.Confirmations.CountAsync(pass, Ct));
        Assert.Equal((2, 1), await CountAsync(pass, looksAtEach: true));
        Assert.Equal((2, 1), await CountAsync(pass, looksAtEach: false));
        Assert.Equal(people[1..3].Order(), (await Here.Receipts.TakeAsync(pass, ReceiptSide.Confirmed, 10, Ct)).Select(r => r.User).Order());
        Assert.Equal([people[3]], (await Here.Receipts.TakeAsync(pass, ReceiptSide.NotConfirmed, 10, Ct)).Select(r => r.User));
        Assert.Equal(people[1..3].Order(), (await Here.Receipts.FindAsync(pass, ReceiptSide.Confirmed, people, Ct)).Keys.Order());
        Assert.Equal([people[3]], (await Here.Receipts.FindAsync(pass, ReceiptSide.NotConfirmed, people, Ct)).Keys);
        Assert.Equal(
            people[1..4].Order().Select(p => (p, p != people[3])),
            (await Here.Receipts.ListAllAsync(pass, new UserId(0), 10, Ct)).Select(r => (r.Reader.User, r.Reader.ConfirmedAt is not null)));
    }

    [Fact]
    public async Task Where_receipts_are_off_the_export_tells_who_has_confirmed_and_not_who_has_read()
    {
        var people = Here.NewPeople(3);
        var stream = await Here.ChannelAsync(people);
        await AskAsync(stream, people[0]);
        await ConfirmAsync(stream, people[1], 1);
        await Here.ReadUpToAsync(stream, people[2], 1);

        var pass = await Here.PassAsync(stream, 1, people[0], ReceiptPolicy.Default with { Audience = ReceiptAudience.Off });

        Assert.Equal(
            people[1..].Select(p => (p, p == people[1] ? ReceiptSide.Confirmed : ReceiptSide.NotConfirmed, (DateTimeOffset?)null)).Order(),
            (await Here.Receipts.ListAllAsync(pass, new UserId(0), 10, Ct)).Select(r => (r.Reader.User, r.Side, r.Reader.ReadAt)).Order());
    }

    [Fact]
    public async Task By_time_the_last_to_confirm_comes_first_over_any_number_of_pages()
    {
        var people = Here.NewPeople(12);
        var stream = await Here.ChannelAsync(people);
        await AskAsync(stream, people[0]);
        foreach (var (person, number) in people[1..].Select((p, i) => (p, i)))
        {
            // Some confirm in the same instant.
            if (number % 3 == 0)
                Installation.Time.Advance(TimeSpan.FromSeconds(7));
            await ConfirmAsync(stream, person, 1);
        }

        var pass = await Here.PassAsync(stream, 1, people[0]);
        var all = new List<Reader>();
        for (var page = await Here.Confirmations.ListByTimeAsync(pass, null, 4, Ct); ; page = await Here.Confirmations.ListByTimeAsync(pass, page.Next, 4, Ct))
        {
            all.AddRange(page.Items);
            if (page.Next is null)
                break;
        }

        Assert.Equal(all.OrderByDescending(r => r.ConfirmedAt).ThenByDescending(r => r.User), all);
        Assert.Equal(people[1..].Order(), all.Select(r => r.User).Order());
        Assert.Empty((await Here.Confirmations.ListByTimeAsync(pass, new Cursor(ListReceipts.ByTime, "9223372036854775807 1"), 4, Ct)).Items);
        Assert.Empty((await Here.Confirmations.ListByTimeAsync(pass, new Cursor(ListReceipts.ByTime, "forged"), 4, Ct)).Items);
    }

    [Fact]
    public async Task A_reminder_calls_those_who_have_read_and_not_confirmed_until_they_do()
    {
        var people = Here.NewPeople(4);
        var stream = await Here.ChannelAsync(people);
        await AskAsync(stream, people[0]);
        foreach (var person in people[1..3])
            await Here.ReadUpToAsync(stream, person, 1);
        await ConfirmAsync(stream, people[1], 1);
        Assert.Equal((0, 0), await BadgeAsync(stream, people[2]));

        await RemindAsync(stream, people[0]);

        Assert.Equal((0, 0), await BadgeAsync(stream, people[0]));
        Assert.Equal((0, 0), await BadgeAsync(stream, people[1]));
        Assert.Equal((0, 1), await BadgeAsync(stream, people[2]));
        Assert.Equal((1, 1), await BadgeAsync(stream, people[3])); // unread: counted once
        var read = await Here.ReadUpToAsync(stream, people[3], 1);
        Assert.Equal((0, 1), (read.Unread, read.Mentions));
        await ConfirmAsync(stream, people[2], 1);
        Assert.Equal((0, 0), await BadgeAsync(stream, people[2]));
    }

    [Fact]
    public async Task A_reminder_is_one_row_and_one_event_and_comes_at_most_once_an_hour()
    {
        var people = Here.NewPeople(30);
        var stream = await Here.ChannelAsync(people);
        await AskAsync(stream, people[0]);

        var reminded = await RemindAsync(stream, people[0]);
        Installation.Time.Advance(ConfirmationRules.BetweenReminders - TimeSpan.FromSeconds(1));
        var tooEarly = await RemindAsync(stream, people[0]);
        Installation.Time.Advance(TimeSpan.FromSeconds(1));
        var again = await RemindAsync(stream, people[0]);

        Assert.Equal("confirmation.reminded_lately", tooEarly.Error?.Code);
        Assert.True(again.Value.Confirmation!.RemindedAt > reminded.Value.Confirmation!.RemindedAt);
        Assert.Equal(2, (await Here.OutboxAsync(stream)).Count(e => e.Kind == OutboxKind.ConfirmationReminded));
        Assert.Single(await Here.RowsAsync(stream, c => c.Reminders.Where(r => r.Bucket == stream.Bucket && r.StreamId == stream)));
        Assert.Equal((1, 1), await BadgeAsync(stream, people[7]));
        Assert.IsType<Error.NotFound>((await Here.Confirmations.RemindAsync((await Here.SeatAsync(stream, people[0])).PassTo(9, people[0], ReceiptPolicy.Default), Here.Audit(people[0]), Ct)).Error);
    }

    [Fact]
    public async Task Whoever_confirms_and_whoever_asked_are_told_once()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);
        await AskAsync(stream, ada);
        var told = new List<ConfirmedSignal>();
        using var listening = Here.Bus.Subscribe(
            notice =>
            {
                if (notice is ConfirmedSignal { } signal && signal.Stream == stream)
                    told.Add(signal);
            },
            () => { });

        var confirmed = await ConfirmAsync(stream, bo, 1);
        await ConfirmAsync(stream, bo, 1);

        Assert.Equal([new ConfirmedSignal(stream, 1, bo, ada, confirmed.Value.At)], told);
    }

    private Task<(long Confirmed, long Late)> CountAsync(ReceiptPass pass, bool looksAtEach)
    {
        var database = Here.Router.For(pass.Seat.Stream.Id).Database;
        return database.CommandAsync((connection, _, ct) => ConfirmationRecount.ReadAsync(connection, database.Sql, pass, looksAtEach, ct));
    }

    private Task<MessageView> AskAsync(StreamId stream, UserId by, DateTimeOffset? deadline = null) =>
        Here.PostAsync(stream, by, Here.Message("Please read", broadcast: Broadcast.Confirmation) with { Confirmation = new ConfirmationRequest(deadline) });

    private async Task<Result<Confirmation>> ConfirmAsync(StreamId stream, UserId by, long seq) =>
        await Here.Confirmations.ConfirmAsync(await Here.SeatAsync(stream, by), seq, Ct);

    private async Task<Result<MessageView>> RemindAsync(StreamId stream, UserId by) =>
        await Here.Confirmations.RemindAsync(await Here.PassAsync(stream, 1, by), Here.Audit(by), Ct);

    private async Task<(long Unread, long Mentions)> BadgeAsync(StreamId stream, UserId of)
    {
        var place = await Here.PlaceAsync(stream, of);
        return (place.Unread, place.Mentions);
    }
}

public sealed class ConfirmationStoreOnSqliteTests(OnSqlite on) : ConfirmationStoreContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class ConfirmationStoreOnMariaDbTests(OnMariaDb on) : ConfirmationStoreContract(on.Installation), IClassFixture<OnMariaDb>;
