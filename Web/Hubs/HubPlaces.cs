using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Web.Hubs;

/// <summary>A person's places, as her programs are told of them.</summary>
internal sealed class HubPlaces(ListPlaces listPlaces, GetPlace getPlace)
{
    /// <summary>All of them.</summary>
    public Task<IReadOnlyList<PlaceView>> ListAsync(Actor actor, CancellationToken ct) => listPlaces.ExecuteAsync(actor, ct);

    /// <summary>One of them; null when she is not in.</summary>
    public async Task<PlaceView?> FindAsync(Actor actor, StreamId stream, CancellationToken ct) =>
        (await getPlace.ExecuteAsync(actor, stream, ct)).TryGet(out var found, out _) ? found.Place : null;
}
