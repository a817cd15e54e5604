using System.Globalization;
using Collab.Domain.Audit;
using Collab.Domain.Confirmations;
using Collab.Domain.Messages;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Streams;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Confirmations;

/// <summary>A row for each who has confirmed, written without the stream's lock: thousands may confirm at once while others post.</summary>
internal sealed class ConfirmationStore(ShardRouter router, BucketGate gate, StreamWrites writes, IEventBus bus, TimeProvider time) : IConfirmationStore
{
    public async Task<Result<Confirmation>> ConfirmAsync(Seat seat, long seq, CancellationToken ct)
    {
        var (id, user) = (seat.Stream.Id, seat.Actor.User);
        var author = default(UserId);
        var isNew = false;
        var stored = await gate.WriteAsync<Confirmation>(
            id.Bucket,
            async context =>
            {
                var row = await context.Messages.SingleOrDefaultAsync(m => m.Bucket == id.Bucket && m.StreamId == id && m.Seq == seq, ct);
                var now = await context.Seats.SingleOrDefaultAsync(s => s.Bucket == id.Bucket && s.StreamId == id && s.UserId == user, ct);
                if (row?.ToView() is not { } message || !ConfirmationRules.Asks(message, user, now?.ToView()))
                    return new Error.NotFound();
                author = message.Author;
                isNew = await context.Database.ExecuteSqlRawAsync(
                    router.Sql.InsertOrIgnore + " confirmation (bucket, stream_id, seq, user_id, at) VALUES ({0}, {1}, {2}, {3}, {4})",
                    [id.Bucket.Value, id.Value, seq, user.Value, Instant.ToStored(time.GetUtcNow())],
                    ct) > 0;
                var own = await context.Confirmations.SingleAsync(c => c.Bucket == id.Bucket && c.StreamId == id && c.Seq == seq && c.UserId == user, ct);
                return new Confirmation(seq, own.At);
            },
            ct);
        // The commit is done: whoever gives up now must not keep the others from hearing of it.
        if (isNew && stored.TryGet(out var confirmation, out _))
            await bus.PublishAsync([new ConfirmedSignal(id, seq, user, author, confirmation.At)], CancellationToken.None);
        return stored;
    }

    public Task<IReadOnlyList<Confirmation>> ListOwnAsync(Seat seat, long fromSeq, long toSeq, CancellationToken ct) =>
        router.For(seat.Stream.Id).Database.ReadAsync<IReadOnlyList<Confirmation>>(
            async context =>
            {
                var (id, user) = (seat.Stream.Id, seat.Actor.User);
                return await context.Confirmations
                    .Where(c => c.Bucket == id.Bucket && c.StreamId == id && c.Seq >= fromSeq && c.Seq <= toSeq && c.UserId == user)
                    .OrderBy(c => c.Seq).Select(c => new Confirmation(c.Seq, c.At)).ToListAsync(ct);
            },
            ct);

    public Task<Result<MessageView>> RemindAsync(ReceiptPass pass, AuditEntry audit, CancellationToken ct) =>
        writes.RunAsync<MessageView>(
            pass.Seat.Stream.Id,
            async transaction =>
            {
                var (id, by) = (pass.Seat.Stream.Id, pass.Seat.Actor.User);
                if (await transaction.LockAsync(id, ct) is not { } head)
                    return new Error.NotFound();
                if (head.ArchivedAt is not null)
                    return Refusals.Archived;
                if (await transaction.FindMessageAsync(head, pass.Seq, ct) is not { State: MessageState.Posted } row
                    || row.ToView().Confirmation is not { } request)
                    return new Error.NotFound();
                if (ConfirmationRules.NextReminder(request, transaction.Now) is { } next)
                {
                    var minutes = Math.Ceiling((next - transaction.Now).TotalMinutes).ToString(CultureInfo.InvariantCulture);
                    return new Error.Conflict("confirmation.reminded_lately", $"They were reminded within the last hour. Try again in {minutes} min.");
                }

                if (request.RemindedAt is null)
                {
                    transaction.Context.Reminders.Add(new ReminderRow { Bucket = head.Bucket, StreamId = id, Seq = row.Seq, AuthorId = row.AuthorId });
                    head.Reminders++;
                }

                row.Confirmation = Json.Write(request with { RemindedAt = transaction.Now });
                transaction.Changed(head, row, OutboxKind.ConfirmationReminded, by);
                transaction.Audit(id.Bucket, audit);
                return row.ToView();
            },
            ct);

    public async Task<(long Confirmed, long Late)> CountAsync(ReceiptPass pass, CancellationToken ct)
    {
        var late = pass.Confirmation?.Deadline ?? DateTimeOffset.MaxValue;
        var counts = await router.For(pass.Seat.Stream.Id).Database.ReadAsync(
            context => Listed(context, pass).GroupBy(c => c.At > late).Select(g => new { IsLate = g.Key, Count = g.LongCount() }).ToListAsync(ct), ct);
        return (counts.Sum(c => c.Count), counts.Where(c => c.IsLate).Sum(c => c.Count));
    }

    public Task<Page<Reader>> ListByTimeAsync(ReceiptPass pass, Cursor? cursor, int limit, CancellationToken ct)
    {
        if (cursor is not null && !TryParse(cursor, out _))
            return Task.FromResult(Page<Reader>.Empty);
        return router.For(pass.Seat.Stream.Id).Database.ReadAsync(
            async context =>
            {
                var rows = Listed(context, pass);
                if (cursor is not null && TryParse(cursor, out var after))
                    rows = rows.Where(c => c.At < after.At || (c.At == after.At && c.UserId < after.User));
                var page = await rows.OrderByDescending(c => c.At).ThenByDescending(c => c.UserId).Take(limit + 1).ToListAsync(ct);
                return Keyset.Page(
                    page, limit, c => new Reader(c.UserId, null) { ConfirmedAt = c.At },
                    c => new Cursor(ListReceipts.ByTime, string.Create(CultureInfo.InvariantCulture, $"{Instant.ToStored(c.At)} {c.UserId.Value}")));
            },
            ct);
    }

    // Those who still are where they were asked; those who have left or were deactivated are in no list.
    private static IQueryable<ConfirmationRow> Listed(ShardContext context, ReceiptPass pass)
    {
        var (id, seq) = (pass.Seat.Stream.Id, pass.Seq);
        return
            from confirmed in context.Confirmations
            where confirmed.Bucket == id.Bucket && confirmed.StreamId == id && confirmed.Seq == seq
            join seat in context.Seats on new { confirmed.Bucket, confirmed.StreamId, confirmed.UserId } equals new { seat.Bucket, seat.StreamId, seat.UserId }
            where seat.LeftSeq == null && seat.JoinedSeq < seq && seat.Receipts != ReceiptStanding.Deactivated
            select confirmed;
    }

    private static bool TryParse(Cursor cursor, out (DateTimeOffset At, UserId User) after)
    {
        after = default;
        if (cursor.Key.Split(' ') is not [var at, var user]
            || !long.TryParse(at, CultureInfo.InvariantCulture, out var time) || time is < 0 or > Instant.MaxStored || !UserId.TryParse(user, CultureInfo.InvariantCulture, out var id))
            return false;
        after = (Instant.FromStored(time), id);
        return true;
    }
}
