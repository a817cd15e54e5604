using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;

namespace Collab.Domain.Search.Memory;

/// <summary>Keeps a search under a name, for oneself alone.</summary>
public sealed class SaveSearch(ISearchMemory memory, IWorkspaceStore workspaces, IRateLimits limits)
{
    /// <summary>A query that is kept already gets the new name.</summary>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, WorkspaceId workspace, string query, string name, CancellationToken ct)
    {
        if (!limits.Take(actor.User, RateKind.Change).TryGet(out _, out var error))
            return error;
        if (await workspaces.FindRoleAsync(workspace, actor.User, ct) is null)
            return new Error.NotFound();
        (query, name) = (query.Trim(), name.Trim());
        if (query.Length == 0)
            return new Error.Invalid("search.empty", "There is nothing to search for. Type something first.", "query");
        if (query.Length > RememberedSearch.MaxQuery)
            return new Error.Invalid("search.too_long", $"A search that is kept has at most {RememberedSearch.MaxQuery} characters. Shorten it.", "query");
        if (name.Length is 0 or > RememberedSearch.MaxName)
            return new Error.Invalid("search.name", $"Give it a name of 1 to {RememberedSearch.MaxName} characters.", "name");
        return await memory.SaveAsync(actor.User, workspace, query, name, ct);
    }
}
