using Collab.Domain.Shared;

namespace Collab.Domain.Streams;

/// <summary>Reads one's whole sidebar.</summary>
public sealed class ListPlaces(ISeatStore seats)
{
    /// <summary>Every stream that the actor is seated in, threads excepted; without those that cannot be reached at the moment.</summary>
    public Task<PlaceList> ExecuteAsync(Actor actor, CancellationToken ct) => seats.ListPlacesAsync(actor.User, ct);
}
