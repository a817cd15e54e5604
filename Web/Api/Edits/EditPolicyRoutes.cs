using Collab.Domain.Edits;
using Collab.Domain.Shared.Ids;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Edits;

/// <summary>For how long messages can be edited, and who reads their earlier texts.</summary>
internal static class EditPolicyRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapEditPolicies(this IEndpointRouteBuilder api)
    {
        var policy = api.MapGroup("/policies/edits").WithTags("policies");
        policy.MapGet("", GetAsync).Describe("getEditPolicy", "Tells for how long messages can be edited and who reads their earlier texts, by organization and workspace.");
        policy.MapPut("", (EditRule body, Caller caller, SetEditPolicy set, CancellationToken ct) => SetAsync(null, body, caller, set, ct))
            .Describe("setEditPolicy", "Decides it for the organization; those who run it only.", 400);
        policy.MapPut("/{workspace:id}", (WorkspaceId workspace, EditRule body, Caller caller, SetEditPolicy set, CancellationToken ct) => SetAsync(workspace, body, caller, set, ct))
            .Describe("setWorkspaceEditPolicy", "Decides it for one workspace; what is left out follows the organization.", 400);
    }

    private static async Task<Ok<EditRuleBook>> GetAsync(Caller caller, GetEditPolicy get, CancellationToken ct)
    {
        var rules = await get.ExecuteAsync(caller.Actor, ct);
        return TypedResults.Ok(new EditRuleBook(
            EditRule.Of(rules.Organization.Window, rules.Organization.ShowsHistory), rules.Workspaces.ToDictionary(w => w.Key.ToString(), w => EditRule.Of(w.Value.Window, w.Value.ShowsHistory))));
    }

    private static async Task<Results<NoContent, ApiProblem>> SetAsync(WorkspaceId? workspace, EditRule body, Caller caller, SetEditPolicy set, CancellationToken ct) =>
        (await set.ExecuteAsync(new SetEditPolicyRequest(caller.Actor, workspace, body.ToChoice()), ct)).NoContent();
}

/// <summary>A policy of edits.</summary>
/// <param name="WindowMinutes">For how many minutes after posting messages can be edited: -1 for any time, 0 for never, or 1 to 43,200. Left out: as the organization has it.</param>
/// <param name="ShowsHistory">Whoever reads a message may read its earlier texts; otherwise only its author. Left out: as the organization has it.</param>
internal sealed record EditRule(int? WindowMinutes = null, bool? ShowsHistory = null)
{
    private const int AnyTime = -1;

    /// <summary>The form for programs.</summary>
    public static EditRule Of(TimeSpan? window, bool? showsHistory) =>
        new(window is not { } some ? null : some == EditPolicy.AnyTime ? AnyTime : (int)some.TotalMinutes, showsHistory);

    /// <summary>The form for the use case.</summary>
    public EditChoice ToChoice() => new(WindowMinutes is not { } minutes ? null : minutes == AnyTime ? EditPolicy.AnyTime : TimeSpan.FromMinutes(minutes), ShowsHistory);
}

/// <summary>The policies of edits.</summary>
/// <param name="Organization">What holds in chats, and in workspaces that have nothing of their own.</param>
/// <param name="Workspaces">What single workspaces have otherwise, by their ids.</param>
internal sealed record EditRuleBook(EditRule Organization, IReadOnlyDictionary<string, EditRule> Workspaces);
