using Collab.Domain.Saved;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Saved;

/// <summary>What one keeps for later; nobody else sees it.</summary>
internal static class SavedRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapSaved(this IEndpointRouteBuilder api)
    {
        api.MapGet("/me/saved", ListAsync).WithTags("saved").Describe("listSaved", "Lists saved messages in a state (inProgress, done, archived), the last changed first, as they are now.", 400);
        var saved = api.MapGroup("/streams/{stream:id}/messages/{seq:id}/saved").WithTags("saved");
        saved.MapPut("", SaveAsync).Describe("saveMessage", "Keeps a message for later, or says what was done about it.", 400, 409);
        saved.MapDelete("", RemoveAsync).Describe("unsaveMessage", "Keeps a message no more; also one that may not be read any more.");
    }

    private static async Task<Results<Ok<Page<SavedView>>, ApiProblem>> ListAsync(
        Choice<SavedState>? state, string? cursor, int? limit, Caller caller, ListSaved listSaved, CancellationToken ct) =>
        (await listSaved.ExecuteAsync(new ListSavedRequest(caller.Actor, state?.Value ?? SavedState.InProgress, cursor, limit), ct)).Ok();

    private static async Task<Results<NoContent, ApiProblem>> SaveAsync(
        StreamId stream, long seq, SavedAs body, Caller caller, SaveMessage save, CancellationToken ct) =>
        (await save.ExecuteAsync(new SaveMessageRequest(caller.Actor, stream, seq, body.State), ct)).NoContent();

    private static async Task<Results<NoContent, ApiProblem>> RemoveAsync(StreamId stream, long seq, Caller caller, SaveMessage save, CancellationToken ct) =>
        (await save.ExecuteAsync(new SaveMessageRequest(caller.Actor, stream, seq, null), ct)).NoContent();
}

/// <summary>What was done about a message.</summary>
/// <param name="State">In progress when left out.</param>
internal sealed record SavedAs(SavedState State = SavedState.InProgress);
