using Collab.Domain.Audit;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.UserGroups;

/// <summary>Makes a group of people who are called together; admins of the workspace.</summary>
public sealed class CreateGroup(GroupAccess access, IUserGroupStore groups, AuditTrail audit, IRateLimits limits, IIdSource ids)
{
    /// <summary>Returns the new, empty group; a conflict when a person or a group has the handle.</summary>
    public async Task<Result<UserGroup>> ExecuteAsync(CreateGroupRequest request, CancellationToken ct)
    {
        if (!(await access.ManageAsync(request.Actor, request.Workspace, ct)).TryGet(out _, out var error)
            || !GroupName.Parse(request.Handle, request.Name).TryGet(out var named, out error)
            || !limits.Take(request.Actor.User, RateKind.Create).TryGet(out _, out error))
            return error;
        var group = new UserGroup(ids.Next<UserGroupId>(), request.Workspace, named.Handle, named.Name, 0);
        var entry = audit.Entry(request.Actor, AuditActs.GroupCreated, $"group:{group.Id}", ("handle", group.Handle), ("workspace", group.Workspace.ToString()));
        return (await groups.CreateAsync(group, request.Actor.User, entry, ct)).TryGet(out _, out error) ? group : error;
    }
}

/// <summary>A group to be made.</summary>
/// <param name="Actor">Its maker.</param>
/// <param name="Workspace">Where it can be called.</param>
/// <param name="Handle">What one types after the at sign.</param>
/// <param name="Name">What it is called in lists; the handle when empty.</param>
public sealed record CreateGroupRequest(Actor Actor, WorkspaceId Workspace, string? Handle, string? Name);
