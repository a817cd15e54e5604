using Collab.Domain.Audit;
using Collab.Domain.Organizations;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Roaming;

/// <summary>Lets a roaming view that waits be opened, or refuses it: a second auditor or an owner, never the one who asks and never the one whose places they are.</summary>
public sealed class DecideRoaming(IRoamingStore roaming, AuditTrail audit, TimeProvider time)
{
    /// <summary>Its time runs from now on. A conflict when it does not wait any more.</summary>
    public async Task<Result<RoamingView>> ExecuteAsync(Actor actor, RoamingId id, bool opens, CancellationToken ct)
    {
        if (actor.Role is not (OrganizationRole.Auditor or OrganizationRole.Owner) || await roaming.FindAsync(actor.Organization, id, ct) is not { } view)
            return new Error.NotFound();
        if (actor.User == view.Auditor || actor.User == view.Person)
            return new Error.Forbidden("roaming.own", "Somebody else has to decide this: not the one who asks, and not the one whose places they are.");
        var now = time.GetUtcNow();
        DateTimeOffset? endsAt = opens ? now.AddHours(view.Hours) : null;
        var entry = audit.Entry(actor, opens ? AuditActs.RoamingApproved : AuditActs.RoamingRefused, view.Target, ("auditor", view.Auditor.ToString()), ("person", view.Person.ToString()), ("reason", view.Reason));
        if (!(await roaming.DecideAsync(id, actor.User, now, endsAt, entry, ct)).TryGet(out _, out var error))
            return error;
        return view with { DecidedBy = actor.User, OpenedAt = opens ? now : null, EndsAt = endsAt ?? now };
    }
}
