using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;

namespace Collab.Domain.Receipts;

/// <summary>Decides for the organization who may see who has read, whether people may opt out, and whether it is kept when they read. Owners and admins only.</summary>
public sealed class SetReceiptPolicy(IReceiptPolicyStore policies, IEventBus bus, AuditTrail audit, TimeProvider time)
{
    // By then every node knows that it keeps times: of what is posted from then on, none is missing.
    private static readonly TimeSpan UntilAllKnow = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Setting what is so already changes nothing and is a success. Open pages follow at once. Times are kept of what is
    /// posted from a minute later on; where receipts are off none are, so that nothing of that time can be shown later.
    /// </summary>
    public async Task<Result<ReceiptPolicy>> ExecuteAsync(Actor actor, SetReceiptPolicyRequest request, CancellationToken ct)
    {
        if (!actor.IsOrganizationAdmin)
            return new Error.Forbidden("organization.admins_only", "Only admins of the organization set its policies.");
        if (!Enum.IsDefined(request.Audience))
            return new Error.Invalid("receipts.audience_unknown", "Receipts are for everyone, for author and managers, or off.", "audience");
        var before = await policies.FindAsync(ct);
        var policy = new ReceiptPolicy(request.Audience, request.AllowsOptOut) { TimesSince = request is { KeepsTimes: true, Audience: not ReceiptAudience.Off } ? before.TimesSince ?? Begin() : null };
        if (before == policy)
            return policy;
        var entry = audit.Entry(
            actor, AuditActs.ReceiptPolicyChanged, $"organization:{actor.Organization}", ("before", Say(before)), ("after", Say(policy)));
        if (!(await policies.SetAsync(policy, entry, ct)).TryGet(out _, out var error))
            return error;
        await bus.PublishAsync([new ReceiptPolicySignal(policy)], ct);
        return policy;
    }

    // To the second: every database stores it as it is.
    private DateTimeOffset Begin() => DateTimeOffset.FromUnixTimeSeconds((time.GetUtcNow() + UntilAllKnow).ToUnixTimeSeconds());

    private static string Say(ReceiptPolicy policy) =>
        $"{policy.Audience}, {(policy.AllowsOptOut ? "opt-out" : "no opt-out")}, {(policy.KeepsTimes ? "times kept" : "times not kept")}";
}

/// <summary>What is to hold.</summary>
/// <param name="Audience">Who may see who has read.</param>
/// <param name="AllowsOptOut">People may keep to themselves how far they have read.</param>
/// <param name="KeepsTimes">It is kept when each message was read. Switched off, what was kept is shown no more.</param>
public sealed record SetReceiptPolicyRequest(ReceiptAudience Audience, bool AllowsOptOut, bool KeepsTimes = false);
