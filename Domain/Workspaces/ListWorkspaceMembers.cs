using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Workspaces;

/// <summary>Lists the people of a workspace; not for guests.</summary>
public sealed class ListWorkspaceMembers(IWorkspaceStore workspaces)
{
    /// <summary>One page.</summary>
    public async Task<Result<Page<WorkspaceMember>>> ExecuteAsync(Actor actor, WorkspaceId workspace, string? after, int? limit, CancellationToken ct)
    {
        if (await workspaces.FindRoleAsync(workspace, actor.User, ct) is null or WorkspaceRole.Guest)
            return new Error.NotFound();
        return Cursor.Parse(after, "workspace_members").TryGet(out var cursor, out var error)
            ? await workspaces.ListMembersAsync(workspace, cursor, PageLimit.Clamp(limit), ct)
            : error;
    }
}
