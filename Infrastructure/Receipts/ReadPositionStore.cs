using Collab.Domain.Messages;
using Collab.Domain.Receipts;
using Collab.Domain.Streams;
using Collab.Infrastructure.Sharding;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Receipts;

/// <summary>Where people have stopped reading, in small streams.</summary>
internal sealed class ReadPositionStore(ShardRouter router) : IReadPositions
{
    // An author who looks at ticks wrote lately; further back than this it does not matter which of hers it is.
    private const int LookBack = 300;

    public Task<IReadOnlyList<ReadPosition>> ListAsync(Seat seat, ReceiptPolicy policy, int limit, CancellationToken ct) =>
        router.For(seat.Stream.Id).Database.ReadAsync<IReadOnlyList<ReadPosition>>(
            async context =>
            {
                var id = seat.Stream.Id;
                var keepsDeliveries = seat.Stream.Kind is StreamKind.Direct or StreamKind.Group;
                var rows = await context.Seats
                    .Where(s => s.Bucket == id.Bucket && s.StreamId == id && s.LeftSeq == null && s.Receipts != ReceiptStanding.Deactivated)
                    .OrderBy(s => s.UserId).Take(limit).ToListAsync(ct);
                return
                [
                    .. rows.Select(r => new ReadPosition(
                        r.UserId,
                        r.Receipts == ReceiptStanding.OptedOut && policy.AllowsOptOut ? null : r.LastReadSeq,
                        keepsDeliveries ? Math.Max(r.DeliveredSeq, r.LastReadSeq) : 0)),
                ];
            },
            ct);

    public Task<long> FindOwnUpToAsync(Seat seat, long seq, CancellationToken ct) =>
        router.For(seat.Stream.Id).Database.ReadAsync(
            async context =>
            {
                var (id, first) = (seat.Stream.Id, Math.Max(0, seq - LookBack));
                var own = await context.Messages
                    .Where(m => m.Bucket == id.Bucket && m.StreamId == id && m.Seq > first && m.Seq <= seq && m.AuthorId == seat.Actor.User && m.State == MessageState.Posted)
                    .Select(m => (long?)m.Seq).MaxAsync(ct);
                return own ?? first;
            },
            ct);
}
