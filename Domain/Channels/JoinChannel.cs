using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Channels;

/// <summary>Takes a seat in a public channel.</summary>
public sealed class JoinChannel(StreamAccess access, ISeatStore seats)
{
    /// <summary>Returns the new row of the sidebar; joining twice is joining once.</summary>
    public async Task<Result<PlaceView>> ExecuteAsync(Actor actor, StreamId channel, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, channel, ct)).TryGet(out var seat, out var error))
            return error;
        if (!seat.IsMember)
        {
            if (!seat.Allows(Rights.Join))
                return StreamRules.Refusal(seat, Rights.Join);
            if (!(await seats.AddAsync(seat, [new NewSeat(actor.User, SeatRole.Member)], null, ct)).TryGet(out _, out error))
                return error;
        }

        return await seats.FindPlaceAsync(actor.User, channel, ct) is { } place ? place : new Error.NotFound();
    }
}
