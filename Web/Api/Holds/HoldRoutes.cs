using Collab.Domain.Holds;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Web.Api.Document;
using Collab.Web.Api.Search;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Collab.Web.Api.Holds;

/// <summary>Legal holds, for those who run the organization.</summary>
internal static class HoldRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapHolds(this IEndpointRouteBuilder api)
    {
        var holds = api.MapGroup("/holds").WithTags("holds");
        holds.MapGet("", ListAsync).Describe("listHolds", "Lists the legal holds of the organization, the youngest first, released ones included; owners and admins only. Those that name you are not among them.", 400, 404);
        holds.MapPost("", PlaceAsync).Describe("placeHold", "Places a legal hold: what it covers is kept from now on although it is recalled, removed, or disappears; owners and admins only. Nobody whom it covers is told.", 400, 404, 409);
        holds.MapPost("/{hold:id}/release", ReleaseAsync).Describe("releaseHold", "Releases it, or asks for that where the policy wants a second person, whose release then ends it. What no other hold covers is let go.", 400, 403, 404, 409);
        holds.MapPost("/{hold:id}/keep", async (HoldId hold, Caller caller, KeepHold keep, CancellationToken ct) => (await keep.ExecuteAsync(caller.Actor, hold, ct)).Ok())
            .Describe("keepHold", "Keeps one whose release was asked for: nobody asks any more.", 404, 409);
        var policy = api.MapGroup("/policies/holds").WithTags("policies");
        policy.MapGet("", async (Caller caller, GetHoldPolicy get, CancellationToken ct) => (await get.ExecuteAsync(caller.Actor, ct)).Ok(needsTwo => new HoldRule(needsTwo)))
            .Describe("getHoldPolicy", "Tells whether the release of a hold needs a second person; owners and admins only.", 404);
        policy.MapPut("", async (HoldRule body, Caller caller, SetHoldPolicy set, CancellationToken ct) => (await set.ExecuteAsync(caller.Actor, body.NeedsTwo, ct)).NoContent())
            .Describe("setHoldPolicy", "Decides it, for what is asked for from now on; owners only.", 404);
    }

    private static async Task<Results<Ok<HoldsAnswer>, ApiProblem>> ListAsync(string? cursor, int? limit, Caller caller, ListHolds list, CancellationToken ct) =>
        (await list.ExecuteAsync(caller.Actor, cursor, limit, ct)).Ok(
            page => new HoldsAnswer([.. page.Items.Select(h => new HoldItem(h, page.Figures.GetValueOrDefault(h.Id)))], [.. page.People.Values.Select(AuditedPerson.Of)], page.Next));

    private static async Task<Results<Created<Hold>, ApiProblem>> PlaceAsync([FromBody] HoldBody body, Caller caller, PlaceHold place, CancellationToken ct)
    {
        var request = new PlaceHoldRequest(caller.Actor, body.Name, body.Reason)
        {
            Everything = body.Everything ?? false,
            People = body.People,
            Channels = body.Channels,
            From = body.From,
            Until = body.Until,
        };
        return (await place.ExecuteAsync(request, ct)).Created(_ => "/holds");
    }

    private static async Task<Results<Ok<Hold>, ApiProblem>> ReleaseAsync(HoldId hold, [FromBody] ReleaseBody body, Caller caller, ReleaseHold release, CancellationToken ct) =>
        (await release.ExecuteAsync(caller.Actor, hold, body.Reason, ct)).Ok();

    /// <summary>A hold to place.</summary>
    /// <param name="Name">The matter; 3 to 100 characters.</param>
    /// <param name="Reason">Why; 10 to 500 characters.</param>
    /// <param name="Everything">It covers all messages of the organization; names nobody and nothing then.</param>
    /// <param name="People">Whom it covers, as authors and in all places in which they are or were: short names, or e-mail addresses.</param>
    /// <param name="Channels">Channels that it covers as a whole: names, or <c>workspace/name</c>.</param>
    /// <param name="From">Only what was posted at this instant or later.</param>
    /// <param name="Until">Only what was posted before this instant.</param>
    internal sealed record HoldBody(
        string? Name = null, string? Reason = null, bool? Everything = null, IReadOnlyList<string>? People = null, IReadOnlyList<string>? Channels = null, DateTimeOffset? From = null, DateTimeOffset? Until = null);

    /// <summary>A release.</summary>
    /// <param name="Reason">Why; 10 to 500 characters. The second person need not say it again.</param>
    internal sealed record ReleaseBody(string? Reason = null);

    /// <summary>Whether a second person is needed.</summary>
    /// <param name="NeedsTwo">Whoever asks for a release cannot release herself.</param>
    internal sealed record HoldRule(bool NeedsTwo);

    /// <summary>A hold, and how much it covers of what is gone for everybody else.</summary>
    /// <param name="Hold">The hold.</param>
    /// <param name="Kept">How much is kept; null for a released one.</param>
    internal sealed record HoldItem(Hold Hold, HeldFigures? Kept);

    /// <summary>Legal holds.</summary>
    /// <param name="Items">The youngest first.</param>
    /// <param name="People">Those whom they name, who placed and who released them.</param>
    /// <param name="Next">The cursor of the next page; null at the end.</param>
    internal sealed record HoldsAnswer(IReadOnlyList<HoldItem> Items, IReadOnlyList<AuditedPerson> People, Cursor? Next);
}
