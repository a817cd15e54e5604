using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Sync;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Sync;

/// <summary>Catching up after an absence.</summary>
internal static class SyncRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapSync(this IEndpointRouteBuilder api) =>
        api.MapGet("/streams/{stream:id}/events", ListAsync).WithTags("sync")
            .Describe("listEvents", "Lists what happened in a stream since a version, oldest first, at most 500.", 400);

    private static async Task<Results<Ok<MissedEvents>, ApiProblem>> ListAsync(StreamId stream, long since, Caller caller, CatchUp catchUp, CancellationToken ct) =>
        (await catchUp.ExecuteAsync(caller.Actor, stream, since, CatchUp.MaxEvents, ct)).Ok(slice => new MissedEvents([.. slice.Events], slice.IsComplete));
}

/// <summary>A run of a stream's events.</summary>
/// <param name="Events">Oldest first, their versions dense.</param>
/// <param name="IsComplete">False when older ones are no longer kept: read messages afresh.</param>
internal sealed record MissedEvents(IReadOnlyList<Notice> Events, bool IsComplete);
