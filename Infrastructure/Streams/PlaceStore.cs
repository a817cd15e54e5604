using Collab.Domain.Shared;
using Collab.Domain.Streams;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Streams;

internal sealed class PlaceStore(StreamWrites writes, ISeatStore seats) : IPlaceStore
{
    public Task<Result<PlaceView>> SetStarredAsync(Seat seat, bool starred, CancellationToken ct) => SetAsync(seat, row => row.IsStarred = starred, ct);

    public Task<Result<PlaceView>> SetMutedAsync(Seat seat, DateTimeOffset? until, CancellationToken ct) => SetAsync(seat, row => row.MutedUntil = until, ct);

    private async Task<Result<PlaceView>> SetAsync(Seat seat, Action<SeatRow> set, CancellationToken ct)
    {
        var done = await writes.RunAsync<Done>(
            seat.Stream.Id,
            async transaction =>
            {
                if (await transaction.LockSeatAsync(seat.Stream.Id, seat.Actor.User, ct) is not { LeftSeq: null } row)
                    return new Error.NotFound();
                set(row);
                return Done.Value;
            },
            ct);
        if (!done.TryGet(out _, out var error))
            return error;
        return await seats.FindPlaceAsync(seat.Actor.User, seat.Stream.Id, ct) is { } place ? place : new Error.NotFound();
    }
}
