using Collab.Domain.Audit;
using Collab.Domain.Organizations;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Search.Audits;

/// <summary>Ends a search for an audit before its time: one's own, or as an owner anybody's.</summary>
public sealed class EndAuditSearch(IAuditSearchStore searches, AuditTrail audit, TimeProvider time)
{
    /// <summary>Nothing is shown any more from now on. One that has ended already stays so.</summary>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, AuditSearchId id, CancellationToken ct)
    {
        if (actor.Role is not (OrganizationRole.Auditor or OrganizationRole.Owner) || await searches.FindAsync(actor.Organization, id, ct) is not { } search)
            return new Error.NotFound();
        if (actor.Role != OrganizationRole.Owner && search.Auditor != actor.User)
            return new Error.NotFound();
        await searches.EndAsync(id, time.GetUtcNow(), audit.Entry(actor, AuditActs.AuditSearchEnded, search.Target), ct);
        return Done.Value;
    }
}
