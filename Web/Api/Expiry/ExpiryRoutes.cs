using Collab.Domain.Expiry;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Expiry;

/// <summary>Messages that disappear, and who decides about it.</summary>
internal static class ExpiryRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapExpiry(this IEndpointRouteBuilder api)
    {
        api.MapPut("/streams/{stream:id}/lifetime", SetAsync).WithTags("streams")
            .Describe("setLifetime", "Decides after how long messages disappear that are posted from now on: managers of a channel, everybody in a chat. Threads follow.", 400, 403, 409);
        var policy = api.MapGroup("/policies/expiry").WithTags("policies");
        policy.MapGet("", GetPolicyAsync).Describe("getExpiryPolicy", "Tells where messages may be set to disappear, and after how long at the earliest.");
        policy.MapPut("", SetPolicyAsync).Describe("setExpiryPolicy", "Decides it, for what is set from then on; those who run the organization only.", 400);
    }

    private static async Task<Results<Ok<StreamView>, ApiProblem>> SetAsync(StreamId stream, Lifetime body, Caller caller, SetLifetime set, CancellationToken ct) =>
        (await set.ExecuteAsync(caller.Actor, stream, body.LifetimeSeconds, ct)).Ok();

    private static async Task<Ok<ExpiryRule>> GetPolicyAsync(Caller caller, GetExpiryPolicy get, CancellationToken ct)
    {
        var policy = await get.ExecuteAsync(caller.Actor, ct);
        return TypedResults.Ok(new ExpiryRule(policy.Scope, policy.ShortestSeconds));
    }

    private static async Task<Results<NoContent, ApiProblem>> SetPolicyAsync(ExpiryRule body, Caller caller, SetExpiryPolicy set, CancellationToken ct) =>
        (await set.ExecuteAsync(caller.Actor, new ExpiryPolicy(body.Scope, body.ShortestSeconds), ct)).NoContent();
}

/// <summary>After how long messages disappear.</summary>
/// <param name="LifetimeSeconds">60 to 31,536,000 seconds; null for never.</param>
internal sealed record Lifetime(int? LifetimeSeconds);

/// <summary>Where messages may be set to disappear.</summary>
/// <param name="Scope">Everywhere, in chats only, or nowhere.</param>
/// <param name="ShortestSeconds">The shortest time that can be set: 60 to 31,536,000 seconds.</param>
internal sealed record ExpiryRule(ExpiryScope Scope, int ShortestSeconds = ExpiryRules.MinSeconds);
