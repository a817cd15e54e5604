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
        var (actor, wanted) = (request.Actor, request.Wanted);
        if (!actor.IsOrganizationAdmin)
            return new Error.NotFound();
        if (wanted.Window is { } window && !RecallPolicy.IsValid(window))
            return new Error.Invalid("policy.window", $"The window is 0 for never, or {RecallPolicy.Shortest.TotalMinutes} minutes to {RecallPolicy.Longest.TotalDays} days.", "windowMinutes");
        var rules = await policies.FindAsync(actor.Organization, ct);
        if (request.Workspace is { } workspace)
            return await SetAsync(actor, workspace, rules.Workspaces.GetValueOrDefault(workspace) ?? RecallChoice.AsOrganization, wanted, ct);
        var policy = new RecallPolicy(wanted.Window ?? rules.Organization.Window, wanted.AllowsRemoval ?? rules.Organization.AllowsRemoval);
        if (policy == rules.Organization)
            return Done.Value;
        var before = new RecallChoice(rules.Organization.Window, rules.Organization.AllowsRemoval);
        var entry = audit.Entry(
            actor, AuditActs.RecallPolicyChanged, $"organization:{actor.Organization}", ("from", Say(before)), ("to", Say(new RecallChoice(policy.Window, policy.AllowsRemoval))));
        return await policies.SetAsync(actor.Organization, policy, entry, ct);
    }

    private async Task<Result<Done>> SetAsync(Actor actor, WorkspaceId workspace, RecallChoice before, RecallChoice wanted, CancellationToken ct) =>
        before == wanted
            ? Done.Value
            : await policies.SetAsync(
                actor.Organization, workspace, wanted, audit.Entry(actor, AuditActs.RecallPolicyChanged, $"workspace:{workspace}", ("from", Say(before)), ("to", Say(wanted))), ct);

    private static string Say(RecallChoice choice) => string.Create(
        CultureInfo.InvariantCulture,
        $"window {(choice.Window is { } window ? $"{window.TotalMinutes} min" : "as the organization")}, removal {(choice.AllowsRemoval is { } removal ? removal ? "on" : "off" : "as the organization")}");
}

/// <summary>A decision.</summary>
/// <param name="Actor">Who decides.</param>
/// <param name="Workspace">For which workspace; null for the organization.</param>
/// <param name="Wanted">What is to hold. What is null follows the organization in a workspace, and stays as it is in the organization.</param>
public sealed record SetRecallPolicyRequest(Actor Actor, WorkspaceId? Workspace, RecallChoice Wanted);
