using System.Globalization;
using Collab.Domain.Audit;
using Collab.Domain.Shared;

namespace Collab.Domain.Expiry;

/// <summary>Decides where messages may be set to disappear, and after how long at the earliest; those who run the organization.</summary>
public sealed class SetExpiryPolicy(IExpiryPolicies policies, AuditTrail audit)
{
    /// <summary>It holds for what is set from now on: places keep what they have, and messages their time. Setting what is already so does nothing.</summary>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, ExpiryPolicy policy, CancellationToken ct)
    {
        if (!actor.IsOrganizationAdmin)
            return new Error.NotFound();
        if (!Enum.IsDefined(policy.Scope))
            return new Error.Invalid("policy.expiry_unknown", "The policy is everywhere, chats or off.", "scope");
        if (policy.ShortestSeconds is < ExpiryRules.MinSeconds or > ExpiryRules.MaxSeconds)
            return new Error.Invalid("policy.expiry_shortest", $"The shortest time is between {ExpiryRules.MinSeconds} and {ExpiryRules.MaxSeconds} seconds.", "shortestSeconds");
        var before = await policies.FindAsync(actor.Organization, ct);
        if (before == policy)
            return Done.Value;
        var entry = audit.Entry(actor, AuditActs.ExpiryPolicyChanged, $"organization:{actor.Organization}", ("from", Say(before)), ("to", Say(policy)));
        return await policies.SetAsync(actor.Organization, policy, entry, ct);
    }

    private static string Say(ExpiryPolicy policy) => string.Create(CultureInfo.InvariantCulture, $"{policy.Scope}, from {policy.ShortestSeconds} s");
}
