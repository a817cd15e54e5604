using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.UserGroups;

/// <summary>Lists who is in a group; not for guests.</summary>
public sealed class ListGroupMembers(GroupAccess access, IUserGroupDirectory groups)
{
    /// <summary>The kind of list that cursors belong to.</summary>
    public const string List = "group-members";

    /// <summary>One page by id.</summary>
    public async Task<Result<Page<UserId>>> ExecuteAsync(Actor actor, UserGroupId group, string? cursor, int? limit, CancellationToken ct)
    {
        if (!(await access.FindAsync(actor, group, ct)).TryGet(out _, out var error) || !Cursor.Parse(cursor, List).TryGet(out var from, out error))
            return error;
        return await groups.ListMembersAsync(group, from, PageLimit.Clamp(limit), ct);
    }
}
