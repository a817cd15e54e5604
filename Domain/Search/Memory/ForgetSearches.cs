using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;

namespace Collab.Domain.Search.Memory;

/// <summary>Forgets one of one's searches, or all that one does not keep.</summary>
public sealed class ForgetSearches(ISearchMemory memory, IWorkspaceStore workspaces, IRateLimits limits)
{
    /// <summary>Without a query: all that are not kept. What is not there is forgotten already.</summary>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, WorkspaceId workspace, string? query, CancellationToken ct)
    {
        if (!limits.Take(actor.User, RateKind.Change).TryGet(out _, out var error))
            return error;
        if (await workspaces.FindRoleAsync(workspace, actor.User, ct) is null)
            return new Error.NotFound();
        return await memory.ForgetAsync(actor.User, workspace, query?.Trim(), ct);
    }
}
