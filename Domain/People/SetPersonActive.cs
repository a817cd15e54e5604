using Collab.Domain.Audit;
using Collab.Domain.Organizations;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.People;

/// <summary>Deactivates a person, which signs her out everywhere and keeps her messages; or lets her in again. Admins only.</summary>
public sealed class SetPersonActive(IPeopleStore people, SettleReceipts receipts, IEventBus bus, AuditTrail audit)
{
    /// <summary>The last owner cannot be deactivated; admins cannot deactivate owners.</summary>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, UserId person, bool active, CancellationToken ct)
    {
        if (!actor.IsOrganizationAdmin)
            return new Error.Forbidden("organization.admins_only", "Only admins of the organization deactivate people.");
        if ((await people.FindAsync([person], ct)) is not [var found])
            return new Error.NotFound();
        if (found.Role == OrganizationRole.Owner && actor.Role != OrganizationRole.Owner)
            return new Error.Forbidden("organization.owners_only", "Only owners deactivate owners.");
        if (found.IsActive == active)
            return Done.Value;
        var entry = audit.Entry(actor, active ? AuditActs.PersonReactivated : AuditActs.PersonDeactivated, $"person:{person}");
        if (!(await people.SetActiveAsync(person, active, entry, ct)).TryGet(out _, out var error))
            return error;
        if (!active)
            await bus.PublishAsync([new SessionsEndedSignal(person, null, null)], ct);
        await receipts.TryAsync(person, ct);
        return Done.Value;
    }
}
