using Collab.Domain.Shared;
using Collab.Domain.Streams;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Streams;

internal sealed class PlaceStore(StreamWrites writes) : IPlaceStore
{
    public Task<Result<PlaceView>> SetStarredAsync(Seat seat, bool starred, CancellationToken ct) => SetAsync(seat, row => row.IsStarred = starred, ct);

    public Task<Result<PlaceView>> SetMutedAsync(Seat seat, DateTimeOffset? until, CancellationToken ct) => SetAsync(seat, row => row.MutedUntil = until, ct);

    private Task<Result<PlaceView>> SetAsync(Seat seat, Action<SeatRow> set, CancellationToken ct) =>
        writes.RunAsync<PlaceView>(
            seat.Stream.Id,
            async transaction =>
            {
                if (await transaction.LockSeatAsync(seat.Stream.Id, seat.Actor.User, ct) is not { LeftSeq: null } row)
                    return new Error.NotFound();
                set(row);
                await transaction.Context.SaveChangesAsync(ct);
                return (await PlaceQuery.OfUser(transaction.Context, seat.Actor.User, seat.Stream.Id).SingleAsync(ct)).ToView();
            },
            ct);
}
