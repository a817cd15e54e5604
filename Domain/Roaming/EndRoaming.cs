using Collab.Domain.Audit;
using Collab.Domain.Organizations;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Roaming;

/// <summary>Ends a roaming view before its time: one's own, or as an owner anybody's.</summary>
public sealed class EndRoaming(IRoamingStore roaming, AuditTrail audit, TimeProvider time)
{
    /// <summary>Nothing is shown any more from now on. One that is not open stays as it is.</summary>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, RoamingId id, CancellationToken ct)
    {
        if (actor.Role is not (OrganizationRole.Auditor or OrganizationRole.Owner) || await roaming.FindAsync(actor.Organization, id, ct) is not { } view)
            return new Error.NotFound();
        if (actor.Role != OrganizationRole.Owner && view.Auditor != actor.User)
            return new Error.NotFound();
        await roaming.EndAsync(id, time.GetUtcNow(), audit.Entry(actor, AuditActs.RoamingEnded, view.Target), ct);
        return Done.Value;
    }
}
