using Collab.Domain.Messages;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Streams;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Streams;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Receipts;

internal sealed class ReadMarkerStore(ShardRouter router, StreamWrites writes) : IReadMarkerStore
{
    public Task<Result<ReadState>> MoveAsync(Seat seat, long seq, MarkerMove move, CancellationToken ct) =>
        writes.RunAsync<ReadState>(
            seat.Stream.Id,
            async transaction =>
            {
                var id = seat.Stream.Id;
                if (await transaction.LockSeatAsync(id, seat.Actor.User, ct) is not { LeftSeq: null } row)
                    return new Error.NotFound();
                var end = await transaction.Context.Streams.Where(s => s.Bucket == id.Bucket && s.StreamId == id).Select(s => s.LastSeq).SingleAsync(ct);
                var wanted = Math.Clamp(seq, 0, end);
                var target = move == MarkerMove.Forward ? Math.Max(wanted, row.LastReadSeq) : wanted;
                if (target != row.LastReadSeq)
                {
                    row.OwnAfter = await CountOwnAfterAsync(transaction, row, target, ct);
                    (row.LastReadSeq, row.LastReadAt) = (target, transaction.Now);
                    await transaction.Context.SaveChangesAsync(ct);
                }

                var place = await PlaceQuery.OfUser(transaction.Context, seat.Actor.User, id).SingleAsync(ct);
                return new ReadState(row.LastReadSeq, place.Unread, place.Calls);
            },
            ct);

    public Task<IReadOnlyList<SeatView>> ListReadersAsync(Seat seat, int limit, CancellationToken ct) =>
        router.For(seat.Stream.Id).Database.ReadAsync<IReadOnlyList<SeatView>>(
            async context =>
            {
                var id = seat.Stream.Id;
                var rows = await context.Seats
                    .Where(s => s.Bucket == id.Bucket && s.StreamId == id && s.LeftSeq == null)
                    .OrderBy(s => s.UserId).Take(limit).ToListAsync(ct);
                return [.. rows.Select(r => r.ToView())];
            },
            ct);

    // The seat's lock keeps the author's own posts out while they are counted; see PostGroup.
    private static async Task<int> CountOwnAfterAsync(StreamTransaction transaction, SeatRow row, long target, CancellationToken ct) =>
        row.OwnAfter == 0 && target > row.LastReadSeq
            ? 0
            : await transaction.Context.Messages.CountAsync(
                m => m.Bucket == row.Bucket && m.StreamId == row.StreamId && m.AuthorId == row.UserId && m.Seq > target
                    && m.State == MessageState.Posted && m.Note == null,
                ct);
}
