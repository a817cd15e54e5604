using Collab.Domain.Search.Memory;
using Collab.Domain.Shared.Ids;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Collab.Web.Api.Search;

/// <summary>What one has searched for, and what of it one keeps.</summary>
internal static class SearchMemoryRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapSearchMemory(this IEndpointRouteBuilder api)
    {
        var searches = api.MapGroup("/workspaces/{workspace:id}/searches").WithTags("search");
        searches.MapGet("", ListAsync).Describe("listSearches", "Lists the searches that one made lately or keeps, the newest first. Nobody else sees them.", 404);
        searches.MapPost("", NoteAsync).Describe("noteSearch", "Puts a search among those that one made lately.", 400, 404);
        searches.MapPut("/saved", SaveAsync).Describe("saveSearch", "Keeps a search under a name.", 400, 404, 409);
        searches.MapDelete("", ForgetAsync).Describe("forgetSearches", "Forgets one search, or without a query all that one does not keep.", 404);
    }

    private static async Task<Results<Ok<RememberedSearches>, ApiProblem>> ListAsync(WorkspaceId workspace, Caller caller, ListSearches list, CancellationToken ct) =>
        (await list.ExecuteAsync(caller.Actor, workspace, ct)).TryGet(out var all, out var error) ? TypedResults.Ok(new RememberedSearches(all)) : Problems.From(error);

    private static async Task<Results<NoContent, ApiProblem>> NoteAsync(WorkspaceId workspace, [FromBody] SearchBody body, Caller caller, NoteSearch note, CancellationToken ct) =>
        (await note.ExecuteAsync(caller.Actor, workspace, body.Query ?? "", ct)).NoContent();

    private static async Task<Results<NoContent, ApiProblem>> SaveAsync(WorkspaceId workspace, [FromBody] SavedSearchBody body, Caller caller, SaveSearch save, CancellationToken ct) =>
        (await save.ExecuteAsync(caller.Actor, workspace, body.Query ?? "", body.Name ?? "", ct)).NoContent();

    private static async Task<Results<NoContent, ApiProblem>> ForgetAsync(WorkspaceId workspace, string? q, Caller caller, ForgetSearches forget, CancellationToken ct) =>
        (await forget.ExecuteAsync(caller.Actor, workspace, q, ct)).NoContent();

    /// <summary>One's searches.</summary>
    /// <param name="Items">The newest first; those with a name are kept.</param>
    internal sealed record RememberedSearches(IReadOnlyList<RememberedSearch> Items);

    /// <summary>A search.</summary>
    /// <param name="Query">As it was typed.</param>
    internal sealed record SearchBody(string? Query);

    /// <summary>A search to keep.</summary>
    /// <param name="Query">As it was typed.</param>
    /// <param name="Name">1 to 80 characters.</param>
    internal sealed record SavedSearchBody(string? Query, string? Name);
}
