using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Workspaces;

/// <summary>Reads one of one's workspaces.</summary>
public sealed class GetWorkspace(IWorkspaceStore workspaces)
{
    /// <summary>The workspace with one's role in it; not found when one is not in it.</summary>
    public async Task<Result<MyWorkspace>> ExecuteAsync(Actor actor, WorkspaceId workspace, CancellationToken ct) =>
        await workspaces.FindForAsync(actor.User, workspace, ct) is { } found ? found : new Error.NotFound();
}
