using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared;

namespace Collab.Domain.Streams;

/// <summary>Reads one row of one's sidebar.</summary>
public sealed class GetPlace(ISeatStore seats)
{
    /// <summary>A stream that the actor is not seated in is not found.</summary>
    public async Task<Result<PlaceView>> ExecuteAsync(Actor actor, StreamId stream, CancellationToken ct) =>
        await seats.FindPlaceAsync(actor.User, stream, ct) is { } place ? place : new Error.NotFound();
}
