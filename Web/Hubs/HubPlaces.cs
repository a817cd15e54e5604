using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared.Storage;
using Collab.Domain.Streams;
using Collab.Web.Realtime;

namespace Collab.Web.Hubs;

/// <summary>A person's places, as her programs are told of them.</summary>
internal sealed class HubPlaces(ListPlaces listPlaces, GetPlace getPlace, TimeProvider time)
{
    // Between attempts to read what could not be read.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>All of them, or what of them can be read; null when nothing can.</summary>
    public async Task<PlaceList?> ListAsync(HubClient client, CancellationToken ct)
    {
        try
        {
            return await listPlaces.ExecuteAsync(client.Actor, ct);
        }
        catch (Exception error) when (Outage.Is(error))
        {
            return null;
        }
    }

    /// <summary>Waits before the next attempt to read them: longer each time, and never as long as others.</summary>
    public Task PauseAsync(int attempts, CancellationToken ct) =>
        Task.Delay(TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, attempts)) * (0.5 + Random.Shared.NextDouble())), time, ct);

    /// <summary>One of them; not found when she is not in.</summary>
    public async Task<Result<PlaceView>> FindAsync(Actor actor, StreamId stream, CancellationToken ct)
    {
        var read = await Outages.GuardAsync(() => getPlace.ExecuteAsync(actor, stream, ct));
        return read.TryGet(out var found, out var error) ? found.Place is { } place ? place : new Error.NotFound() : error;
    }
}
