using Collab.Domain.Shared;

namespace Collab.Domain.Workspaces;

/// <summary>Lists one's workspaces.</summary>
public sealed class ListWorkspaces(IWorkspaceStore workspaces)
{
    /// <summary>By name.</summary>
    public Task<IReadOnlyList<MyWorkspace>> ExecuteAsync(Actor actor, CancellationToken ct) => workspaces.ListForAsync(actor.User, ct);
}
