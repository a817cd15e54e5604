using System.Globalization;
using Collab.Domain.Saved;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Saved;

internal sealed class SavedMessages(ShardRouter router, BucketGate gate) : ISavedMessages
{
    // Two devices that save the same at once: the loser's attempt begins again and finds the row.
    public Task<Result<Done>> SetAsync(UserId user, SavedMessage saved, CancellationToken ct) =>
        gate.WriteAsync<Done>(
            user.Bucket,
            async context =>
            {
                var own = context.SavedMessages.Where(s => s.Bucket == user.Bucket && s.UserId == user);
                if (await own.AsTracking().SingleOrDefaultAsync(s => s.StreamId == saved.Stream && s.Seq == saved.Seq, ct) is { } row)
                {
                    (row.State, row.ChangedAt) = (saved.State, saved.ChangedAt.Stored());
                    return Done.Value;
                }

                if (await own.CountAsync(ct) >= SavedMessage.MaxPerPerson)
                    return new Error.Conflict("saved.full", $"You have {SavedMessage.MaxPerPerson} saved messages already. Take one out first.");
                context.SavedMessages.Add(new SavedMessageRow
                {
                    Bucket = user.Bucket,
                    UserId = user,
                    StreamId = saved.Stream,
                    Seq = saved.Seq,
                    MessageId = saved.Message,
                    State = saved.State,
                    ChangedAt = saved.ChangedAt.Stored(),
                });
                return Done.Value;
            },
            ct);

    public Task<Result<Done>> RemoveAsync(UserId user, StreamId stream, long seq, CancellationToken ct) =>
        gate.WriteAsync<Done>(
            user.Bucket,
            async context =>
            {
                var removed = await context.SavedMessages.Where(s => s.Bucket == user.Bucket && s.UserId == user && s.StreamId == stream && s.Seq == seq).ExecuteDeleteAsync(ct);
                return removed > 0 ? Done.Value : new Error.NotFound();
            },
            ct);

    public Task<Page<SavedMessage>> ListAsync(UserId user, SavedState state, Cursor? cursor, int limit, CancellationToken ct) =>
        router.For(user.Bucket).Database.ReadAsync(
            async context =>
            {
                var own = context.SavedMessages.Where(s => s.Bucket == user.Bucket && s.UserId == user && s.State == state);
                if (PositionOf(cursor) is var (at, last))
                    own = own.Where(s => s.ChangedAt < at || (s.ChangedAt == at && s.MessageId < last));
                var rows = await own.OrderByDescending(s => s.ChangedAt).ThenByDescending(s => s.MessageId).Take(limit + 1).ToListAsync(ct);
                return Keyset.Page(rows, limit, s => s.ToView(), s => new Cursor(ListSaved.List, string.Create(CultureInfo.InvariantCulture, $"{Instant.ToStored(s.ChangedAt)}.{s.MessageId}")));
            },
            ct);

    public Task<IReadOnlyList<SavedMessage>> ListAllAsync(UserId user, CancellationToken ct) =>
        router.For(user.Bucket).Database.ReadAsync<IReadOnlyList<SavedMessage>>(
            async context =>
            {
                var rows = await context.SavedMessages.Where(s => s.Bucket == user.Bucket && s.UserId == user).Take(SavedMessage.MaxPerPerson).ToListAsync(ct);
                return [.. rows.Select(s => s.ToView())];
            },
            ct);

    // A key that nobody gave out is the beginning: it grants nothing.
    private static (DateTimeOffset At, MessageId Last)? PositionOf(Cursor? cursor) =>
        cursor?.Key.Split('.') is [var at, var id] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var stored) && MessageId.TryParse(id, null, out var last)
            ? (Instant.FromStored(stored), last)
            : null;
}
