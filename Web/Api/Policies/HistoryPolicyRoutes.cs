using Collab.Domain.Histories;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Policies;

/// <summary>What new members see of a history.</summary>
internal static class HistoryPolicyRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapHistoryPolicy(this IEndpointRouteBuilder api)
    {
        var policy = api.MapGroup("/policies/history").WithTags("policies");
        policy.MapGet("", GetAsync).Describe("getHistoryPolicy", "Tells what those who join private channels and group chats see of what was said before.");
        policy.MapPut("", SetAsync).Describe("setHistoryPolicy", "Decides it, from the next joining on; those who run the organization only.", 400);
    }

    private static async Task<Ok<HistoryRule>> GetAsync(Caller caller, GetHistoryPolicy get, CancellationToken ct) => TypedResults.Ok(new HistoryRule(await get.ExecuteAsync(caller.Actor, ct)));

    private static async Task<Results<NoContent, ApiProblem>> SetAsync(HistoryRule body, Caller caller, SetHistoryPolicy set, CancellationToken ct) =>
        (await set.ExecuteAsync(caller.Actor, body.Policy, ct)).NoContent();
}

/// <summary>What those who join private channels and group chats see of what was said before.</summary>
/// <param name="Policy">Everything, or what is said since their joining.</param>
internal sealed record HistoryRule(HistoryPolicy Policy);
