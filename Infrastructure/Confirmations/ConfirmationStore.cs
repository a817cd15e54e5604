using System.Globalization;
using System.Text;
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
    /// <summary>The index of when they were given.</summary>
    internal const string ByTime = "ix_confirmation_at";

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
                if (row?.ToView(time.GetUtcNow()) is not { } message || !ConfirmationRules.Asks(message, user, now?.ToView()))
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
        var database = router.For(pass.Seat.Stream.Id).Database;
        return await database.CommandAsync((connection, _, lost) => ConfirmationRecount.ReadAsync(connection, database.Sql, pass, lost)).WaitAsync(ct);
    }

    public async Task<Page<Reader>> ListByTimeAsync(ReceiptPass pass, Cursor? cursor, int limit, CancellationToken ct)
    {
        (DateTimeOffset At, UserId User) after = default;
        if (cursor is not null && !TryParse(cursor, out after))
            return Page<Reader>.Empty;
        var database = router.For(pass.Seat.Stream.Id).Database;
        var text = new StringBuilder($"SELECT k.user_id, k.at {ConfirmationRecount.FromListed(database.Sql, pass)}");
        if (cursor is not null)
            text.Append(CultureInfo.InvariantCulture, $" AND k.at <= {Instant.ToStored(after.At)} AND (k.at < {Instant.ToStored(after.At)} OR k.user_id < {after.User.Value})");
        text.Append(CultureInfo.InvariantCulture, $" ORDER BY k.at DESC, k.user_id DESC LIMIT {limit + 1}");
        var page = await database.ListAsync(text.ToString(), row => new Reader(new UserId(row.GetInt64(0)), null) { ConfirmedAt = Instant.FromStored(row.GetInt64(1)) }, ct);
        return Keyset.Page(
            page, limit, reader => reader,
            reader => new Cursor(ListReceipts.ByTime, string.Create(CultureInfo.InvariantCulture, $"{Instant.ToStored(reader.ConfirmedAt!.Value)} {reader.User.Value}"))); // all have confirmed
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
