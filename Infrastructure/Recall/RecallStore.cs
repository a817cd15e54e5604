using Collab.Domain.Holds;
using Collab.Domain.Messages;
using Collab.Domain.Recall;
using Collab.Domain.Shared;
using Collab.Domain.Streams;
using Collab.Infrastructure.Holds;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Streams;

namespace Collab.Infrastructure.Recall;

/// <summary>Takes messages back: each is emptied where it stands, and says who has taken it back.</summary>
internal sealed class RecallStore(StreamWrites writes, IHoldStore holds, TimeProvider time) : IRecallStore
{
    public async Task<Result<TakenBack>> TakeBackAsync(Seat seat, long seq, RecallOrder order, CancellationToken ct)
    {
        // Not within the transaction: a directory that is slow must not keep others from posting.
        var inForce = await holds.ListInForceAsync(ct);
        return await writes.RunAsync<TakenBack>(
            seat.Stream.Id,
            async transaction =>
            {
                // A parent's head is locked before its thread's.
                var above = seat.Stream.Parent is { } parent ? await transaction.LockAsync(parent, ct) : null;
                if (await transaction.LockAsync(seat.Stream.Id, ct) is not { } head)
                    return new Error.NotFound();
                if (await transaction.FindMessageAsync(head, seq, ct) is not { State: MessageState.Posted or MessageState.Recalled, Note: null } row)
                    return new Error.NotFound();
                if (row.State == MessageState.Recalled)
                    return new TakenBack(row.ToView(), []);
                // The clock that counts is the one under the lock: whoever waited for it has waited on her own time.
                var now = time.GetUtcNow().Stored();
                if (order.Window is { } window && RecallRules.Refusal(window, row.PostedAt, now) is { } refusal)
                    return refusal;
                var kept = await HeldCopies.WhichAsync(transaction.Context, inForce, above ?? head, [row], ct);
                var cause = order.Reason is null ? HeldCause.Recalled : HeldCause.Removed;
                var files = await MessageEmptying.EmptyAsync(transaction, above ?? head, head, row, kept.Contains(seq) ? cause : null, ct);
                // That it was taken back stays to be seen: it has no time any more.
                await MessageEmptying.UnqueueAsync(transaction.Context, row, ct);
                (row.State, row.ExpiresAt, row.Recall) = (MessageState.Recalled, null, Json.Write(new RecallView(seat.Actor.User, now, order.Reason)));
                transaction.Changed(head, row, OutboxKind.MessageRecalled, seat.Actor.User);
                if (above is not null)
                    await MessageEmptying.ShrinkThreadAsync(transaction, above, head, [row], ct);
                transaction.Audit(head.Bucket, order.Audit);
                return new TakenBack(row.ToView(), files);
            },
            ct);
    }
}
