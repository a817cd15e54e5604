using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.UserGroups;

/// <summary>Gives a group another handle and name; admins of the workspace. What was said already keeps calling it.</summary>
public sealed class RenameGroup(GroupAccess access, IUserGroupStore groups, AuditTrail audit)
{
    /// <summary>Returns the group as it is now; a conflict when a person or another group has the handle.</summary>
    public async Task<Result<UserGroup>> ExecuteAsync(Actor actor, UserGroupId id, string? handle, string? name, CancellationToken ct)
    {
        if (!(await access.ManageAsync(actor, id, ct)).TryGet(out var group, out var error) || !GroupName.Parse(handle, name).TryGet(out var named, out error))
            return error;
        var entry = audit.Entry(actor, AuditActs.GroupRenamed, $"group:{id}", ("from", group.Handle), ("to", named.Handle));
        return await groups.RenameAsync(id, named.Handle, named.Name, entry, ct);
    }
}
