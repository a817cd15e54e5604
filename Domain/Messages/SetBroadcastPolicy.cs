using Collab.Domain.Audit;
using Collab.Domain.Shared;

namespace Collab.Domain.Messages;

/// <summary>Decides who may call everybody in large places; those who run the organization.</summary>
public sealed class SetBroadcastPolicy(IBroadcastPolicies policies, AuditTrail audit)
{
    /// <summary>It holds from the next message on. Setting what is already so does nothing.</summary>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, BroadcastPolicy policy, CancellationToken ct)
    {
        if (!actor.IsOrganizationAdmin)
            return new Error.NotFound();
        if (!Enum.IsDefined(policy))
            return new Error.Invalid("policy.unknown", "The policy is managers, everyone or nobody.", "policy");
        var before = await policies.FindAsync(actor.Organization, ct);
        if (before == policy)
            return Done.Value;
        var entry = audit.Entry(
            actor, AuditActs.BroadcastPolicyChanged, $"organization:{actor.Organization}", ("from", before.ToString()), ("to", policy.ToString()));
        return await policies.SetAsync(actor.Organization, policy, entry, ct);
    }
}
