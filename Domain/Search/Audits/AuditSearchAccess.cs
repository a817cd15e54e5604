using Collab.Domain.Audit;
using Collab.Domain.Organizations;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Search.Audits;

/// <summary>The one door to what belongs to others: for auditors, with a reason, for a time, and never without an entry in the audit log.</summary>
public sealed class AuditSearchAccess(IAuditSearchStore searches, AuditTrail audit, TimeProvider time)
{
    /// <summary>
    /// Enters the act in the audit log and lets the auditor in. For everybody else, other auditors included, the search is
    /// not there; when its time is over that is said.
    /// </summary>
    public async Task<Result<AuditPermit>> EnterAsync(Actor actor, AuditSearchId id, IEnumerable<(string Name, string Value)> details, CancellationToken ct)
    {
        if (actor.Role != OrganizationRole.Auditor || await searches.FindAsync(actor.Organization, id, ct) is not { } search || search.Auditor != actor.User)
            return new Error.NotFound();
        var entry = audit.Entry(actor, AuditActs.AuditSearched, search.Target, [.. details, ("reason", search.Reason), ("matter", search.Matter)]);
        return (await searches.NoteAsync(id, time.GetUtcNow(), entry, ct)).TryGet(out _, out var error) ? new AuditPermit(actor, search) : error;
    }
}
