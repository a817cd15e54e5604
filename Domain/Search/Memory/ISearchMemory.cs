using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Search.Memory;

/// <summary>What people have searched for, each for herself, in the bucket of the person. A query stands there once.</summary>
public interface ISearchMemory
{
    /// <summary>All of a person in a workspace, the newest first.</summary>
    Task<IReadOnlyList<RememberedSearch>> ListAsync(UserId user, WorkspaceId workspace, CancellationToken ct);

    /// <summary>Puts a query at the top; of those that are not kept the oldest beyond <see cref="RememberedSearch.MaxRecent"/> go.</summary>
    Task<Result<Done>> NoteAsync(UserId user, WorkspaceId workspace, string query, CancellationToken ct);

    /// <summary>Keeps a query under a name, in place of the name that it had; one too many is a conflict.</summary>
    Task<Result<Done>> SaveAsync(UserId user, WorkspaceId workspace, string query, string name, CancellationToken ct);

    /// <summary>Forgets one query, or all that are not kept.</summary>
    Task<Result<Done>> ForgetAsync(UserId user, WorkspaceId workspace, string? query, CancellationToken ct);
}
