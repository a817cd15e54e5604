using Collab.Domain.Audit;
using Collab.Domain.Organizations;
using Collab.Domain.Shared;

namespace Collab.Domain.Holds;

/// <summary>Decides whether the release of a hold needs a second person; owners alone, for it binds admins.</summary>
public sealed class SetHoldPolicy(IHoldStore holds, AuditTrail audit)
{
    /// <summary>It holds for what is asked for from now on. Setting what is already so does nothing.</summary>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, bool needsTwo, CancellationToken ct)
    {
        if (actor.Role != OrganizationRole.Owner)
            return new Error.NotFound();
        if (await holds.NeedsTwoAsync(actor.Organization, ct) == needsTwo)
            return Done.Value;
        var entry = audit.Entry(actor, AuditActs.HoldPolicyChanged, $"organization:{actor.Organization}", ("needs two", needsTwo ? "yes" : "no"));
        return await holds.SetNeedsTwoAsync(actor.Organization, needsTwo, entry, ct);
    }
}
