using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;

namespace Collab.Domain.Search.Memory;

/// <summary>Remembers what one has searched for, for oneself alone.</summary>
public sealed class NoteSearch(ISearchMemory memory, IWorkspaceStore workspaces, IRateLimits limits)
{
    /// <summary>What is empty or longer than <see cref="RememberedSearch.MaxQuery"/> is not remembered.</summary>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, WorkspaceId workspace, string query, CancellationToken ct)
    {
        if (!limits.Take(actor.User, RateKind.Change).TryGet(out _, out var error))
            return error;
        if (await workspaces.FindRoleAsync(workspace, actor.User, ct) is null)
            return new Error.NotFound();
        query = query.Trim();
        return query.Length is 0 or > RememberedSearch.MaxQuery ? Done.Value : await memory.NoteAsync(actor.User, workspace, query, ct);
    }
}
