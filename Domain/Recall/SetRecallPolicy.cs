using System.Globalization;
using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Recall;

/// <summary>Decides for how long messages can be recalled and whether managers may remove them; those who run the organization.</summary>
public sealed class SetRecallPolicy(IRecallPolicies policies, AuditTrail audit)
{
    /// <summary>It holds from the next recall on, for messages of before as well. Setting what is already so does nothing.</summary>
    public async Task<Result<Done>> ExecuteAsync(SetRecallPolicyRequest request, CancellationToken ct)
    {
        var (actor, wanted) = (request.Actor, request.Policy);
        if (!actor.IsOrganizationAdmin)
            return new Error.NotFound();
        if (wanted is null && request.Workspace is null)
            return new Error.Invalid("policy.missing", "The organization has to have a policy of recall.", "windowMinutes");
        if (wanted is { IsValid: false })
            return new Error.Invalid("policy.window", $"The window is 0 for never, or {RecallPolicy.Shortest.TotalMinutes} minutes to {RecallPolicy.Longest.TotalDays} days.", "windowMinutes");
        var rules = await policies.FindAsync(actor.Organization, ct);
        var before = request.Workspace is { } workspace ? rules.Workspaces.GetValueOrDefault(workspace) : rules.Organization;
        if (before == wanted && before is not null)
            return Done.Value;
        var target = request.Workspace is { } one ? $"workspace:{one}" : $"organization:{actor.Organization}";
        var entry = audit.Entry(actor, AuditActs.RecallPolicyChanged, target, ("from", Say(before)), ("to", Say(wanted)));
        return await policies.SetAsync(actor.Organization, request.Workspace, wanted, entry, ct);
    }

    private static string Say(RecallPolicy? policy) =>
        policy is null ? "as the organization" : string.Create(CultureInfo.InvariantCulture, $"{policy.Window.TotalMinutes} min, removal {(policy.AllowsRemoval ? "on" : "off")}");
}

/// <summary>A decision.</summary>
/// <param name="Actor">Who decides.</param>
/// <param name="Workspace">For which workspace; null for the organization.</param>
/// <param name="Policy">What is to hold; with null a workspace follows the organization again.</param>
public sealed record SetRecallPolicyRequest(Actor Actor, WorkspaceId? Workspace, RecallPolicy? Policy);
