using Collab.Domain.Audit;
using Collab.Domain.Shared;

namespace Collab.Domain.Histories;

/// <summary>Decides what those who join private channels and group chats see of what was said before; those who run the organization.</summary>
public sealed class SetHistoryPolicy(IHistoryPolicies policies, AuditTrail audit)
{
    /// <summary>It holds from the next joining on: what somebody sees already she keeps. Setting what is already so does nothing.</summary>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, HistoryPolicy policy, CancellationToken ct)
    {
        if (!actor.IsOrganizationAdmin)
            return new Error.NotFound();
        if (!Enum.IsDefined(policy))
            return new Error.Invalid("policy.history_unknown", "The policy is all or sinceJoining.", "policy");
        var before = await policies.FindAsync(actor.Organization, ct);
        if (before == policy)
            return Done.Value;
        var entry = audit.Entry(actor, AuditActs.HistoryPolicyChanged, $"organization:{actor.Organization}", ("from", before.ToString()), ("to", policy.ToString()));
        return await policies.SetAsync(actor.Organization, policy, entry, ct);
    }
}
