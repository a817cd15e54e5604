using Collab.Domain.Shared;

namespace Collab.Domain.Workspaces;

/// <summary>Lists one's workspaces.</summary>
public sealed class ListWorkspaces(IWorkspaceStore workspaces)
{
    /// <summary>What its cursors are bound to.</summary>
    public const string List = "workspaces";

    /// <summary>One page by name.</summary>
    public async Task<Result<Page<MyWorkspace>>> ExecuteAsync(Actor actor, string? after, int? limit, CancellationToken ct) =>
        Cursor.Parse(after, List).TryGet(out var cursor, out var error)
            ? await workspaces.ListForAsync(actor.User, cursor, PageLimit.Clamp(limit), ct)
            : error;
}
