using Collab.Domain.Audit;
using Collab.Domain.Organizations;
using Collab.Domain.Shared;

namespace Collab.Domain.Roaming;

/// <summary>Decides whether roaming views need a second person; owners alone, for it binds auditors and admins.</summary>
public sealed class SetRoamingPolicy(IRoamingStore roaming, AuditTrail audit)
{
    /// <summary>It holds for what is asked for from now on. Setting what is already so does nothing.</summary>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, bool needsTwo, CancellationToken ct)
    {
        if (actor.Role != OrganizationRole.Owner)
            return new Error.NotFound();
        if (await roaming.NeedsTwoAsync(actor.Organization, ct) == needsTwo)
            return Done.Value;
        var entry = audit.Entry(actor, AuditActs.RoamingPolicyChanged, $"organization:{actor.Organization}", ("needs two", needsTwo ? "yes" : "no"));
        return await roaming.SetNeedsTwoAsync(actor.Organization, needsTwo, entry, ct);
    }
}
