using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;

namespace Collab.Domain.Receipts;

/// <summary>Decides for the organization who may see who has read, and whether people may opt out. Owners and admins only.</summary>
public sealed class SetReceiptPolicy(IReceiptPolicyStore policies, IEventBus bus, AuditTrail audit)
{
    /// <summary>Setting what is so already changes nothing and is a success. Open pages follow at once.</summary>
    public async Task<Result<ReceiptPolicy>> ExecuteAsync(Actor actor, ReceiptPolicy policy, CancellationToken ct)
    {
        if (!actor.IsOrganizationAdmin)
            return new Error.Forbidden("organization.admins_only", "Only admins of the organization set its policies.");
        if (!Enum.IsDefined(policy.Audience))
            return new Error.Invalid("receipts.audience_unknown", "Receipts are for everyone, for author and managers, or off.", "audience");
        var before = await policies.FindAsync(ct);
        if (before == policy)
            return policy;
        var entry = audit.Entry(
            actor, AuditActs.ReceiptPolicyChanged, $"organization:{actor.Organization}", ("before", Say(before)), ("after", Say(policy)));
        if (!(await policies.SetAsync(policy, entry, ct)).TryGet(out _, out var error))
            return error;
        await bus.PublishAsync([new ReceiptPolicySignal(policy)], ct);
        return policy;
    }

    private static string Say(ReceiptPolicy policy) => $"{policy.Audience}, {(policy.AllowsOptOut ? "opt-out" : "no opt-out")}";
}
