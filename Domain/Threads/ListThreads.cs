using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;

namespace Collab.Domain.Threads;

/// <summary>Lists the threads that one follows in a workspace and in chats, the one with the newest reply first.</summary>
public sealed class ListThreads(IWorkspaceStore workspaces, IFollowedThreads threads)
{
    /// <summary><see cref="Error.NotFound"/> for who is not in the workspace.</summary>
    public async Task<Result<Page<FollowedThread>>> ExecuteAsync(ListThreadsRequest request, CancellationToken ct)
    {
        if (await workspaces.FindRoleAsync(request.Workspace, request.Actor.User, ct) is null)
            return new Error.NotFound();
        if (!Cursor.Parse(request.Cursor, ThreadQuery.List).TryGet(out var cursor, out var error))
            return error;
        return await threads.ListAsync(request.Actor.User, new ThreadQuery(request.Workspace, request.IsUnread, cursor, PageLimit.Clamp(request.Limit)), ct);
    }
}

/// <summary>Whose threads.</summary>
/// <param name="Actor">Hers.</param>
/// <param name="Workspace">Where.</param>
/// <param name="IsUnread">Those with unread replies alone.</param>
/// <param name="Cursor">Where the page starts.</param>
/// <param name="Limit">How many at most.</param>
public sealed record ListThreadsRequest(Actor Actor, WorkspaceId Workspace, bool IsUnread = false, string? Cursor = null, int? Limit = null);
