using Collab.Domain.Audit;
using Collab.Domain.Notifications;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.UserGroups;

/// <summary>Takes a group away; admins of the workspace. From then on what called it calls nobody by it.</summary>
public sealed class DeleteGroup(GroupAccess access, IUserGroupStore groups, AuditTrail audit, IEventBus bus)
{
    /// <summary>The devices of those who were in it are told: their counts fall.</summary>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, UserGroupId id, CancellationToken ct)
    {
        if (!(await access.ManageAsync(actor, id, ct)).TryGet(out var group, out var error))
            return error;
        var entry = audit.Entry(actor, AuditActs.GroupDeleted, $"group:{id}", ("handle", group.Handle));
        if (!(await groups.DeleteAsync(id, entry, ct)).TryGet(out var members, out error))
            return error;
        await bus.PublishAsync([.. members.Select(m => new CallSubjectsSignal(m))], ct);
        return Done.Value;
    }
}
