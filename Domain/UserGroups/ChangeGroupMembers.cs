using Collab.Domain.Audit;
using Collab.Domain.Notifications;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;

namespace Collab.Domain.UserGroups;

/// <summary>Takes people into a group and out of it; admins of the workspace. Only members of the workspace can be in one.</summary>
public sealed class ChangeGroupMembers(GroupAccess access, IUserGroupStore groups, IWorkspaceStore workspaces, AuditTrail audit, IEventBus bus)
{
    /// <summary>Most people at once.</summary>
    public const int MaxPeople = 200;

    /// <summary>Returns the group as it is now. Those for whom something changed are told on all their devices.</summary>
    public async Task<Result<UserGroup>> ExecuteAsync(ChangeGroupMembersRequest request, CancellationToken ct)
    {
        if (!(await access.ManageAsync(request.Actor, request.Group, ct)).TryGet(out var group, out var error))
            return error;
        UserId[] add = [.. request.Add.Distinct()];
        UserId[] remove = [.. request.Remove.Distinct().Except(add)];
        if (add.Length + remove.Length is 0 or > MaxPeople)
            return new Error.Invalid("group.members_count", $"Add or remove between 1 and {MaxPeople} people at once.", "people");
        if (add.Length > 0 && (await workspaces.WhoIsInAsync(group.Workspace, add, ct)).Count != add.Length)
            return new Error.NotFound();
        var entry = audit.Entry(
            request.Actor, AuditActs.GroupMembersChanged, $"group:{group.Id}", ("added", string.Join(' ', add)), ("removed", string.Join(' ', remove)));
        if (!(await groups.ChangeMembersAsync(group.Id, new GroupMembersChange(add, remove), entry, ct)).TryGet(out var changed, out error))
            return error;
        await bus.PublishAsync([.. changed.Select(c => new CallSubjectsSignal(c))], ct);
        return await groups.FindAsync(group.Id, ct) is { } now ? now : new Error.NotFound();
    }
}

/// <summary>Who goes in and out of which group.</summary>
/// <param name="Actor">Who does it.</param>
/// <param name="Group">Which.</param>
/// <param name="Add">Who comes in.</param>
/// <param name="Remove">Who goes out.</param>
public sealed record ChangeGroupMembersRequest(Actor Actor, UserGroupId Group, IReadOnlyCollection<UserId> Add, IReadOnlyCollection<UserId> Remove);
