using System.Globalization;
using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Edits;

/// <summary>Decides for how long messages can be edited and who reads their earlier texts; those who run the organization.</summary>
public sealed class SetEditPolicy(IEditPolicies policies, AuditTrail audit)
{
    /// <summary>It holds from the next edit on, for messages of before as well. Setting what is already so does nothing.</summary>
    public async Task<Result<Done>> ExecuteAsync(SetEditPolicyRequest request, CancellationToken ct)
    {
        var (actor, wanted) = (request.Actor, request.Wanted);
        if (!actor.IsOrganizationAdmin)
            return new Error.NotFound();
        if (wanted.Window is { } window && !EditPolicy.IsValid(window))
            return new Error.Invalid("policy.edit_window", $"The window is -1 for any time, 0 for never, or {EditPolicy.Shortest.TotalMinutes} minute to {EditPolicy.Longest.TotalDays} days.", "windowMinutes");
        var rules = await policies.FindAsync(actor.Organization, ct);
        if (request.Workspace is { } workspace)
        {
            var before = rules.Workspaces.GetValueOrDefault(workspace) ?? EditChoice.AsOrganization;
            return before == wanted ? Done.Value : await policies.SetAsync(actor.Organization, workspace, wanted, Entry(actor, $"workspace:{workspace}", before, wanted), ct);
        }

        var (was, policy) = (rules.Organization, new EditPolicy(wanted.Window ?? rules.Organization.Window, wanted.ShowsHistory ?? rules.Organization.ShowsHistory));
        return policy == was
            ? Done.Value
            : await policies.SetAsync(
                actor.Organization, policy, Entry(actor, $"organization:{actor.Organization}", new EditChoice(was.Window, was.ShowsHistory), new EditChoice(policy.Window, policy.ShowsHistory)), ct);
    }

    private AuditEntry Entry(Actor actor, string subject, EditChoice before, EditChoice wanted) =>
        audit.Entry(actor, AuditActs.EditPolicyChanged, subject, ("from", Say(before)), ("to", Say(wanted)));

    private static string Say(EditChoice choice)
    {
        var window = choice.Window is not { } some ? "as the organization" : some == EditPolicy.AnyTime ? "any time" : string.Create(CultureInfo.InvariantCulture, $"{some.TotalMinutes} min");
        return $"window {window}, history {(choice.ShowsHistory is { } shows ? shows ? "for readers" : "for its author" : "as the organization")}";
    }
}

/// <summary>A decision.</summary>
/// <param name="Actor">Who decides.</param>
/// <param name="Workspace">For which workspace; null for the organization.</param>
/// <param name="Wanted">What is to hold. What is null follows the organization in a workspace, and stays as it is in the organization.</param>
public sealed record SetEditPolicyRequest(Actor Actor, WorkspaceId? Workspace, EditChoice Wanted);
