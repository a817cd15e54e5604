using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Holds;

/// <summary>Keeps a hold whose release somebody has asked for; whoever asked may take that back as well.</summary>
public sealed class KeepHold(IHoldStore holds, AuditTrail audit)
{
    /// <summary>Nobody asks any more. A conflict when it was released meanwhile.</summary>
    public async Task<Result<Hold>> ExecuteAsync(Actor actor, HoldId id, CancellationToken ct)
    {
        if (!actor.IsOrganizationAdmin || await holds.FindAsync(actor.Organization, id, ct) is not { } hold || !hold.IsSeenBy(actor.User))
            return new Error.NotFound();
        if (!hold.IsInForce)
            return new Error.Conflict("hold.released", "This hold is released already.");
        if (hold.Release is not { } asked)
            return hold;
        var entry = audit.Entry(actor, AuditActs.HoldKept, hold.Target, ("asked by", asked.AskedBy.ToString()), ("reason", asked.Reason));
        return (await holds.SetReleaseAsync(hold, null, entry, ct)).TryGet(out _, out var error) ? hold with { Release = null } : error;
    }
}
