using Collab.Domain.Messages;
using Collab.Domain.Recall;
using Collab.Domain.Shared.Ids;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Recall;

/// <summary>Taking messages back, and who decides about it.</summary>
internal static class RecallRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapRecall(this IEndpointRouteBuilder api)
    {
        var message = api.MapGroup("/streams/{stream:id}/messages/{seq:id}").WithTags("messages");
        message.MapPost("/recall", RecallAsync)
            .Describe("recallMessage", "Takes one's own message back from everybody, within the policy's window; twice is once. Its text, files, reactions and pin are gone.", 403);
        message.MapPost("/removal", RemoveAsync)
            .Describe("removeMessage", "Takes somebody's message away from everybody, with a reason: managers of the place, where the policy allows it.", 400, 403);
        var policy = api.MapGroup("/policies/recall").WithTags("policies");
        policy.MapGet("", GetAsync).Describe("getRecallPolicy", "Tells for how long messages can be recalled and whether managers remove them, by organization and workspace.");
        policy.MapPut("", (RecallRule body, Caller caller, SetRecallPolicy set, CancellationToken ct) => SetAsync(null, body, caller, set, ct))
            .Describe("setRecallPolicy", "Decides it for the organization; those who run it only.", 400);
        policy.MapPut("/{workspace:id}", (WorkspaceId workspace, RecallRule body, Caller caller, SetRecallPolicy set, CancellationToken ct) => SetAsync(workspace, body, caller, set, ct))
            .Describe("setWorkspaceRecallPolicy", "Decides it for one workspace; what is left out follows the organization.", 400);
    }

    private static async Task<Results<Ok<MessageView>, ApiProblem>> RecallAsync(StreamId stream, long seq, Caller caller, RecallMessage recall, CancellationToken ct) =>
        (await recall.ExecuteAsync(caller.Actor, stream, seq, ct)).Ok();

    private static async Task<Results<Ok<MessageView>, ApiProblem>> RemoveAsync(
        StreamId stream, long seq, RemovalReason body, Caller caller, RemoveMessage remove, CancellationToken ct) =>
        (await remove.ExecuteAsync(new RemoveMessageRequest(caller.Actor, stream, seq, body.Reason), ct)).Ok();

    private static async Task<Ok<RecallRuleBook>> GetAsync(Caller caller, GetRecallPolicy get, CancellationToken ct) =>
        TypedResults.Ok(RecallRuleBook.Of(await get.ExecuteAsync(caller.Actor, ct)));

    private static async Task<Results<NoContent, ApiProblem>> SetAsync(
        WorkspaceId? workspace, RecallRule body, Caller caller, SetRecallPolicy set, CancellationToken ct) =>
        (await set.ExecuteAsync(new SetRecallPolicyRequest(caller.Actor, workspace, body.ToChoice()), ct)).NoContent();
}

/// <summary>Why a message is removed.</summary>
/// <param name="Reason">3 to 250 characters; everybody who saw the message may read it.</param>
internal sealed record RemovalReason(string? Reason);

/// <summary>A policy of recall.</summary>
/// <param name="WindowMinutes">For how many minutes after posting messages can be recalled: 0 for never, or 2 to 43,200. Left out: as the organization has it.</param>
/// <param name="ManagersRemove">Managers may remove other people's messages. Left out: as the organization has it.</param>
internal sealed record RecallRule(int? WindowMinutes = null, bool? ManagersRemove = null)
{
    /// <summary>The form for programs.</summary>
    public static RecallRule Of(TimeSpan? window, bool? allowsRemoval) => new(window is { } some ? (int)some.TotalMinutes : null, allowsRemoval);

    /// <summary>The form for the use case.</summary>
    public RecallChoice ToChoice() => new(WindowMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null, ManagersRemove);
}

/// <summary>The policies of recall.</summary>
/// <param name="Organization">What holds in chats, and in workspaces that have nothing of their own.</param>
/// <param name="Workspaces">What single workspaces have otherwise, by their ids.</param>
internal sealed record RecallRuleBook(RecallRule Organization, IReadOnlyDictionary<string, RecallRule> Workspaces)
{
    /// <summary>The form for programs.</summary>
    public static RecallRuleBook Of(RecallRules rules) => new(
        RecallRule.Of(rules.Organization.Window, rules.Organization.AllowsRemoval),
        rules.Workspaces.ToDictionary(w => w.Key.ToString(), w => RecallRule.Of(w.Value.Window, w.Value.AllowsRemoval)));
}
