using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared.Storage;
using Collab.Domain.Streams;
using Collab.Web.Realtime;

namespace Collab.Web.Hubs;

/// <summary>A person's places, as her programs are told of them.</summary>
internal sealed class HubPlaces(ListPlaces listPlaces, GetPlace getPlace)
{
    /// <summary>All of them, or what of them can be read; null when nothing can.</summary>
    public async Task<PlaceList?> ListAsync(Actor actor, CancellationToken ct)
    {
        try
        {
            return await listPlaces.ExecuteAsync(actor, ct);
        }
        catch (Exception error) when (Outage.Is(error))
        {
            return null;
        }
    }

    /// <summary>One of them; not found when she is not in.</summary>
    public async Task<Result<PlaceView>> FindAsync(Actor actor, StreamId stream, CancellationToken ct)
    {
        var read = await Outages.GuardAsync(() => getPlace.ExecuteAsync(actor, stream, ct));
        return read.TryGet(out var found, out var error) ? found.Place is { } place ? place : new Error.NotFound() : error;
    }
}
