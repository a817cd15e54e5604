using Collab.Domain.Hidden;
using Collab.Domain.Preferences;
using Collab.Domain.Saved;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Sync;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Sync;

/// <summary>Catching up after an absence.</summary>
internal static class SyncRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapSync(this IEndpointRouteBuilder api)
    {
        api.MapGet("/streams/{stream:id}/events", ListAsync).WithTags("sync")
            .Describe("listEvents", "Lists what happened in a stream since a version, oldest first, at most 500.", 400);
        api.MapGet("/sync", SyncAsync).WithTags("sync")
            .Describe("sync", "Tells a device what has changed since it last caught up: with its id to begin, from then on with the cursor of the last answer that it has kept. `hold` and `drop` name streams besides one's places of which it keeps messages, up to 50 at a time.", 400, 409);
    }

    private static async Task<Results<Ok<MissedEvents>, ApiProblem>> ListAsync(StreamId stream, long since, Caller caller, CatchUp catchUp, CancellationToken ct) =>
        (await catchUp.ExecuteAsync(caller.Actor, stream, since, CatchUp.MaxEvents, ct)).Ok(slice => new MissedEvents([.. slice.Events], slice.IsComplete));

    private static async Task<Results<Ok<Changes>, ApiProblem>> SyncAsync(
        DeviceId? device, string? cursor, int? limit, StreamId[]? hold, StreamId[]? drop, Caller caller, SyncDevice sync, CancellationToken ct)
    {
        var request = new SyncRequest(caller.Actor, device, cursor, limit) { Hold = hold ?? [], Drop = drop ?? [] };
        return (await sync.ExecuteAsync(request, ct)).Ok(Changes.Of);
    }
}

/// <summary>A run of a stream's events.</summary>
/// <param name="Events">Oldest first, their versions dense.</param>
/// <param name="IsComplete">False when older ones are no longer kept: read messages afresh.</param>
internal sealed record MissedEvents(IReadOnlyList<Notice> Events, bool IsComplete);

/// <summary>What has changed since a device last caught up, or a part of it.</summary>
/// <param name="Cursor">With it the device asks next, once it has kept all of this.</param>
/// <param name="IsReset">The device begins: it lets go of all that it has before it takes this.</param>
/// <param name="HasMore">There is more already: ask again at once.</param>
/// <param name="IsPartial">Something cannot be read at the moment and comes later.</param>
/// <param name="Places">Places that are new or have changed, as they are now.</param>
/// <param name="Left">Places that are no longer there, and held streams that may not be read any more: let go of their messages.</param>
/// <param name="Streams">What happened in places and held streams.</param>
/// <param name="Hidden">Streams of which it has changed what one does not see.</param>
/// <param name="Preferences">All of one's settings; null when they are as they were.</param>
/// <param name="Favourites">All of one's favourites; null when they are as they were.</param>
/// <param name="Saved">All that one keeps for later; null when it is as it was.</param>
/// <param name="Threads">The threads that one follows; null when it is as it was.</param>
internal sealed record Changes(
    string Cursor,
    bool IsReset,
    bool HasMore,
    bool IsPartial,
    IReadOnlyList<PlaceView> Places,
    IReadOnlyList<StreamId> Left,
    IReadOnlyList<ChangesOfStream> Streams,
    IReadOnlyList<HiddenOfStream> Hidden,
    IReadOnlyList<Preference>? Preferences,
    IReadOnlyList<UserId>? Favourites,
    IReadOnlyList<SavedMessage>? Saved,
    SyncedThreads? Threads)
{
    /// <summary>The form in which events are told apart by their type.</summary>
    public static Changes Of(SyncPage page) =>
        new(page.Cursor, page.IsReset, page.HasMore, page.IsPartial, page.Places, page.Left, [.. page.Streams.Select(ChangesOfStream.Of)], page.Hidden, page.Preferences, page.Favourites, page.Saved, page.Threads);
}

/// <summary>What happened in a stream.</summary>
/// <param name="Stream">Which.</param>
/// <param name="Version">After it, the device has everything up to this version.</param>
/// <param name="IsComplete">False when it is not all here: let go of the stream's messages and read them afresh when they are wanted.</param>
/// <param name="Events">Oldest first; versions dense when complete.</param>
internal sealed record ChangesOfStream(StreamId Stream, long Version, bool IsComplete, IReadOnlyList<Notice> Events)
{
    /// <summary>The form in which events are told apart by their type.</summary>
    public static ChangesOfStream Of(SyncedStream stream) => new(stream.Stream, stream.Version, stream.IsComplete, [.. stream.Events]);
}
