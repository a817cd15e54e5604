using Collab.Domain.Files;
using Collab.Domain.Messages;
using Collab.Domain.Roaming;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Api.Document;
using Collab.Web.Api.Files;
using Collab.Web.Api.Messages;
using Collab.Web.Api.Search;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Collab.Web.Api.Roaming;

/// <summary>What a person sees, for auditors, with a reason.</summary>
internal static class RoamingRoutes
{
    private const int UsualHours = 1;

    /// <summary>Maps the routes.</summary>
    public static void MapRoaming(this IEndpointRouteBuilder api)
    {
        var roaming = api.MapGroup("/audit/roaming").WithTags("audit");
        roaming.MapGet("", ListAsync).Describe("listRoaming", "Lists who has looked at whose places, when and why, the youngest first; auditors and owners only.", 400, 404);
        roaming.MapPost("", RequestAsync).Describe("requestRoaming", "Asks to see what a person sees, with a reason that is entered in the audit log; auditors only. It waits for a second person where the policy asks for one.", 400, 404);
        roaming.MapPost("/{roaming:id}/approval", (RoamingId roaming, Caller caller, DecideRoaming decide, CancellationToken ct) => DecideAsync(roaming, true, caller, decide, ct))
            .Describe("approveRoaming", "Lets one that waits be opened: a second auditor or an owner, not the one who asks and not the one whose places they are.", 403, 404, 409);
        roaming.MapPost("/{roaming:id}/refusal", (RoamingId roaming, Caller caller, DecideRoaming decide, CancellationToken ct) => DecideAsync(roaming, false, caller, decide, ct))
            .Describe("refuseRoaming", "Refuses one that waits.", 403, 404, 409);
        roaming.MapPost("/{roaming:id}/end", async (RoamingId roaming, Caller caller, EndRoaming end, CancellationToken ct) => (await end.ExecuteAsync(caller.Actor, roaming, ct)).NoContent())
            .Describe("endRoaming", "Ends it before its time: one's own, or as an owner anybody's.", 404);
        roaming.MapGet("/{roaming:id}/places", PlacesAsync)
            .Describe("listRoamedPlaces", "Lists the channels and chats of the person, those included that she has left. It is entered in the audit log before it is read.", 404, 409);
        roaming.MapGet("/{roaming:id}/streams/{stream:id}/messages", ReadAsync)
            .Describe("readRoamedPlace", "Reads a page of one of them, or of a thread there, by number or from an instant on. Each page is entered in the audit log before it is read.", 400, 404, 409);
        roaming.MapGet("/{roaming:id}/streams/{stream:id}/files/{file:id}", OpenAsync).Produces(200, contentType: MediaTypes.Unknown)
            .Describe("openRoamedFile", "The bytes of a file of a message there, to be saved. It is entered in the audit log before it is opened.", 404, 409);
        var policy = api.MapGroup("/policies/roaming").WithTags("policies");
        policy.MapGet("", async (Caller caller, GetRoamingPolicy get, CancellationToken ct) => TypedResults.Ok(new RoamingRule(await get.ExecuteAsync(caller.Actor, ct))))
            .Describe("getRoamingPolicy", "Tells whether a second person has to let auditors see what somebody sees.");
        policy.MapPut("", async (RoamingRule body, Caller caller, SetRoamingPolicy set, CancellationToken ct) => (await set.ExecuteAsync(caller.Actor, body.NeedsTwo, ct)).NoContent())
            .Describe("setRoamingPolicy", "Decides it, for what is asked for from now on; owners only.", 404);
    }

    private static async Task<Results<Ok<RoamingViews>, ApiProblem>> ListAsync(string? cursor, int? limit, Caller caller, ListRoaming list, CancellationToken ct) =>
        (await list.ExecuteAsync(caller.Actor, cursor, limit, ct)).Ok(page => new RoamingViews(page.Items, [.. page.People.Values.Select(AuditedPerson.Of)], page.Next));

    private static async Task<Results<Created<RoamingView>, ApiProblem>> RequestAsync([FromBody] RoamingBody body, Caller caller, RequestRoaming request, CancellationToken ct) =>
        (await request.ExecuteAsync(new RoamingRequest(caller.Actor, body.Handle, body.Reason, body.Matter, body.Hours ?? UsualHours), ct)).Created(_ => "/audit/roaming");

    private static async Task<Results<Ok<RoamingView>, ApiProblem>> DecideAsync(RoamingId roaming, bool opens, Caller caller, DecideRoaming decide, CancellationToken ct) =>
        (await decide.ExecuteAsync(caller.Actor, roaming, opens, ct)).Ok();

    private static async Task<Results<Ok<RoamedAnswer>, ApiProblem>> PlacesAsync(RoamingId roaming, Caller caller, ListRoamedPlaces list, CancellationToken ct) =>
        (await list.ExecuteAsync(caller.Actor, roaming, ct)).Ok(places => new RoamedAnswer(places.Items, [.. places.People.Values.Select(AuditedPerson.Of)], places.IsPartial));

    private static async Task<Results<Ok<RoamedMessages>, ApiProblem>> ReadAsync(
        RoamingId roaming, StreamId stream, long? before, long? after, long? around, DateTimeOffset? since, int? limit, Caller caller, ReadRoamedPlace read, CancellationToken ct)
    {
        var wanted = new WantedRange(before, after, around, null, limit);
        if (!(await wanted.ToRangeAsync(_ => Task.FromResult(Result.Of(0L)))).TryGet(out var range, out var error))
            return Problems.From(error);
        return (await read.ExecuteAsync(new ReadRoamedRequest(caller.Actor, roaming, stream, range) { Since = since }, ct))
            .Ok(page => new RoamedMessages(page.Head, page.Page, [.. page.People.Values.Select(AuditedPerson.Of)]));
    }

    private static async Task<IResult> OpenAsync(RoamingId roaming, StreamId stream, FileId file, Caller caller, OpenRoamedFile open, CancellationToken ct) =>
        (await open.ExecuteAsync(caller.Actor, roaming, stream, file, ct)).TryGet(out var opened, out var error) ? new FileAnswer(opened, isPreview: false, isSaved: true) : Problems.From(error);

    /// <summary>Asks to see what a person sees.</summary>
    /// <param name="Handle">Whose places: her short name.</param>
    /// <param name="Reason">Why; 10 to 500 characters.</param>
    /// <param name="Matter">The matter or case that it belongs to; at most 100 characters, null for none.</param>
    /// <param name="Hours">For how long, 1 to 72; 1 when null.</param>
    internal sealed record RoamingBody(string? Handle = null, string? Reason = null, string? Matter = null, int? Hours = null);

    /// <summary>Whether a second person is needed.</summary>
    /// <param name="NeedsTwo">Each has to be let by a second auditor or an owner.</param>
    internal sealed record RoamingRule(bool NeedsTwo);

    /// <summary>Roaming views.</summary>
    /// <param name="Items">The youngest first.</param>
    /// <param name="People">Who asked, who decided, and whose places they are.</param>
    /// <param name="Next">The cursor of the next page; null at the end.</param>
    internal sealed record RoamingViews(IReadOnlyList<RoamingView> Items, IReadOnlyList<AuditedPerson> People, Cursor? Next);

    /// <summary>The places of a person.</summary>
    /// <param name="Items">The one with the newest message first.</param>
    /// <param name="People">Who is in the chats.</param>
    /// <param name="IsPartial">Some cannot be read at the moment.</param>
    internal sealed record RoamedAnswer(IReadOnlyList<RoamedPlace> Items, IReadOnlyList<AuditedPerson> People, bool IsPartial);

    /// <summary>A page of one of them.</summary>
    /// <param name="Head">The place, or the thread.</param>
    /// <param name="Page">The messages.</param>
    /// <param name="People">Their authors, and who is in the chat.</param>
    internal sealed record RoamedMessages(StreamView Head, MessagePage Page, IReadOnlyList<AuditedPerson> People);
}
