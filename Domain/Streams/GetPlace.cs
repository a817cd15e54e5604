using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Streams;

/// <summary>Opens one stream for a page: its head, what the actor may do there, and her row of the sidebar when she is in.</summary>
public sealed class GetPlace(StreamAccess access, ISeatStore seats)
{
    /// <summary>Whatever the actor may not see is "not found".</summary>
    public async Task<Result<PlaceAccess>> ExecuteAsync(Actor actor, StreamId stream, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error))
            return error;
        var place = seat.IsMember ? await seats.FindPlaceAsync(actor.User, stream, ct) : null;
        return new PlaceAccess(place?.Head ?? seat.Stream, seat.Rights, place, seat.NextPostAt) { JoinedSeq = seat.IsMember ? seat.Membership?.JoinedSeq : null };
    }
}

/// <summary>A stream as one person finds it.</summary>
/// <param name="Head">Its head.</param>
/// <param name="Rights">What she may do.</param>
/// <param name="Place">Her row of the sidebar; null when she only looks in.</param>
/// <param name="NextPostAt">Slow mode lets her post again from then on; null when it does not concern her.</param>
public sealed record PlaceAccess(StreamView Head, Rights Rights, PlaceView? Place, DateTimeOffset? NextPostAt = null)
{
    /// <summary>The newest number when she came in; null when she only looks in.</summary>
    public long? JoinedSeq { get; init; }
}
