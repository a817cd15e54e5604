using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;

namespace Collab.Domain.Search.Memory;

/// <summary>Lists what one has searched for in a workspace, and what of it one keeps.</summary>
public sealed class ListSearches(ISearchMemory memory, IWorkspaceStore workspaces)
{
    /// <summary>The newest first; nobody else's.</summary>
    public async Task<Result<IReadOnlyList<RememberedSearch>>> ExecuteAsync(Actor actor, WorkspaceId workspace, CancellationToken ct)
    {
        if (await workspaces.FindRoleAsync(workspace, actor.User, ct) is null)
            return new Error.NotFound();
        return Result.Of(await memory.ListAsync(actor.User, workspace, ct));
    }
}
