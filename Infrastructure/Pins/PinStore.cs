using Collab.Domain.Messages;
using Collab.Domain.Pins;
using Collab.Domain.Shared;
using Collab.Domain.Streams;
using Collab.Infrastructure.Hidden;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Streams;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Pins;

internal sealed class PinStore(ShardRouter router, StreamWrites writes, TimeProvider time) : IPinStore
{
    public Task<Result<MessageView>> SetAsync(Seat seat, long seq, bool isPinned, CancellationToken ct) =>
        writes.RunAsync<MessageView>(
            seat.Stream.Id,
            async transaction =>
            {
                if (await transaction.LockAsync(seat.Stream.Id, ct) is not { } head)
                    return new Error.NotFound();
                if (await transaction.RefusalAsync(head, seat.Actor.User, ct) is { } refusal)
                    return refusal;
                if (await transaction.FindMessageAsync(head, seq, ct) is not { State: MessageState.Posted, Note: null } row)
                    return new Error.NotFound();
                if (isPinned == row.Pin is not null)
                    return row.ToView();
                if (isPinned && head.PinCount >= PinView.MaxPerPlace)
                    return new Error.Conflict("pin.full", $"A place has at most {PinView.MaxPerPlace} pins. Take one away first.");
                await ChangeAsync(transaction, head, row, isPinned, ct);
                row.Pin = isPinned ? Json.Write(new PinView(seat.Actor.User, transaction.Now)) : null;
                transaction.Changed(head, row, OutboxKind.PinChanged, seat.Actor.User);
                return row.ToView();
            },
            ct);

    public Task<IReadOnlyList<MessageView>> ListAsync(Seat seat, CancellationToken ct) =>
        router.For(seat.Stream.Id).Database.ReadAsync<IReadOnlyList<MessageView>>(
            async context =>
            {
                var id = seat.Stream.Id;
                var pinned = await context.Pins.Where(p => p.Bucket == id.Bucket && p.StreamId == id).Take(PinView.MaxPerPlace).ToListAsync(ct);
                long[] seqs = [.. pinned.Select(p => p.Seq)];
                var rows = await context.MessagesOf(seat, time.GetUtcNow()).Where(m => seqs.Contains(m.Seq)).ToListAsync(ct);
                var times = pinned.ToDictionary(p => p.Seq, p => p.PinnedAt);
                return [.. rows.Where(m => m.State == MessageState.Posted).OrderByDescending(m => times[m.Seq]).ThenByDescending(m => m.Seq).Select(m => m.ToView())];
            },
            ct);

    private static async Task ChangeAsync(StreamTransaction transaction, StreamRow head, MessageRow message, bool isPinned, CancellationToken ct)
    {
        head.PinCount += isPinned ? 1 : -1;
        if (isPinned)
        {
            transaction.Context.Pins.Add(new PinRow { Bucket = head.Bucket, StreamId = head.StreamId, Seq = message.Seq, PinnedAt = transaction.Now });
            return;
        }

        await transaction.Context.Pins.Where(p => p.Bucket == head.Bucket && p.StreamId == head.StreamId && p.Seq == message.Seq).ExecuteDeleteAsync(ct);
    }
}
