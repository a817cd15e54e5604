using Collab.Domain.Messages;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Policies;

/// <summary>Who may call everybody in large places.</summary>
internal static class BroadcastPolicyRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapBroadcastPolicy(this IEndpointRouteBuilder api)
    {
        var policy = api.MapGroup("/policies/broadcasts").WithTags("policies");
        policy.MapGet("", GetAsync).Describe("getBroadcastPolicy", "Tells who may call everybody (@channel, @here) in places of more than 1,000 people.");
        policy.MapPut("", SetAsync).Describe("setBroadcastPolicy", "Decides who may; those who run the organization only.", 400);
    }

    private static async Task<Ok<BroadcastRule>> GetAsync(Caller caller, GetBroadcastPolicy get, CancellationToken ct) =>
        TypedResults.Ok(new BroadcastRule(await get.ExecuteAsync(caller.Actor, ct)));

    private static async Task<Results<NoContent, ApiProblem>> SetAsync(BroadcastRule body, Caller caller, SetBroadcastPolicy set, CancellationToken ct) =>
        (await set.ExecuteAsync(caller.Actor, body.Policy, ct)).NoContent();
}

/// <summary>Who may call everybody in places of more than 1,000 people.</summary>
/// <param name="Policy">Managers of the place, everyone who may post there, or nobody.</param>
internal sealed record BroadcastRule(BroadcastPolicy Policy);
