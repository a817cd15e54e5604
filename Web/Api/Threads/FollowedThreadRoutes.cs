using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Threads;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Threads;

/// <summary>The threads that one follows.</summary>
internal static class FollowedThreadRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapFollowedThreads(this IEndpointRouteBuilder api) =>
        api.MapGet("/workspaces/{workspace:id}/threads", ListAsync).WithTags("threads")
            .Describe("listThreads", "Lists the threads that one follows in a workspace and in chats, the one with the newest reply first, with the message that each belongs to and what is unread.", 400);

    private static async Task<Results<Ok<Page<FollowedThread>>, ApiProblem>> ListAsync(
        WorkspaceId workspace, bool? unread, string? cursor, int? limit, Caller caller, ListThreads threads, CancellationToken ct) =>
        (await threads.ExecuteAsync(new ListThreadsRequest(caller.Actor, workspace, unread == true, cursor, limit), ct)).Ok();
}
