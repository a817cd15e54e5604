using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.UserGroups;

/// <summary>Finds groups.</summary>
public interface IUserGroupDirectory
{
    /// <summary>Groups of a workspace with exactly these handles.</summary>
    Task<IReadOnlyList<UserGroup>> FindByHandlesAsync(WorkspaceId workspace, IReadOnlyCollection<string> handles, CancellationToken ct);

    /// <summary>Groups of a workspace whose handle begins so, by handle, one page.</summary>
    Task<Page<UserGroup>> ListAsync(WorkspaceId workspace, string handlePrefix, Cursor? cursor, int limit, CancellationToken ct);

    /// <summary>Who is in a group, by id, one page.</summary>
    Task<Page<UserId>> ListMembersAsync(UserGroupId group, Cursor? cursor, int limit, CancellationToken ct);
}
