using Collab.Domain.Audit;
using Collab.Domain.Organizations;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Roaming;

/// <summary>The one door to what a person sees: for auditors, with a reason, for a time, and never without an entry in the audit log.</summary>
public sealed class RoamingAccess(IRoamingStore roaming, AuditTrail audit, TimeProvider time)
{
    /// <summary>
    /// Enters the look in the audit log and lets the auditor in. For everybody else, other auditors included, the view is not there;
    /// when it is not open that is said.
    /// </summary>
    public async Task<Result<RoamingPermit>> EnterAsync(Actor actor, RoamingId id, IEnumerable<(string Name, string Value)> details, CancellationToken ct)
    {
        if (actor.Role != OrganizationRole.Auditor || await roaming.FindAsync(actor.Organization, id, ct) is not { } view || view.Auditor != actor.User)
            return new Error.NotFound();
        var entry = audit.Entry(actor, AuditActs.RoamingRead, view.Target, [("person", view.Person.ToString()), .. details, ("reason", view.Reason), ("matter", view.Matter)]);
        return (await roaming.NoteAsync(id, time.GetUtcNow(), entry, ct)).TryGet(out _, out var error) ? new RoamingPermit(actor, view) : error;
    }
}
