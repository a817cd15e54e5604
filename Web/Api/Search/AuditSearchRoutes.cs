using Collab.Domain.Files;
using Collab.Domain.Holds;
using Collab.Domain.Messages;
using Collab.Domain.Search;
using Collab.Domain.Search.Audits;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Api.Document;
using Collab.Web.Api.Files;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Collab.Web.Api.Search;

/// <summary>Searches of everything, by auditors, with a reason.</summary>
internal static class AuditSearchRoutes
{
    private const int UsualHours = 8;

    /// <summary>Maps the routes.</summary>
    public static void MapAuditSearches(this IEndpointRouteBuilder api)
    {
        var audits = api.MapGroup("/audit/searches").WithTags("audit");
        audits.MapGet("", ListAsync).Describe("listAuditSearches", "Lists who has searched everything, when and why, the youngest first; auditors and owners only.", 400, 404);
        audits.MapPost("", OpenAsync).Describe("openAuditSearch", "Begins a time in which one may search everything, with a reason that is entered in the audit log; auditors only.", 400, 404);
        audits.MapPost("/{search:id}/end", EndAsync).Describe("endAuditSearch", "Ends it before its time: one's own, or as an owner anybody's.", 404);
        audits.MapGet("/{search:id}/messages", SearchAsync)
            .Describe("searchForAudit", "Searches every message of the organization, or what legal holds keep of those that are gone. Each page is entered in the audit log before it is read; the auditor whose search it is only.", 400, 404, 409, 503);
        audits.MapGet("/{search:id}/streams/{stream:id}/files/{file:id}", OpenFileAsync).Produces(200, contentType: MediaTypes.Unknown)
            .Describe("openAuditedFile", "The bytes of a file of a message, to be saved. It is entered in the audit log before it is opened.", 404, 409);
        audits.MapGet("/{search:id}/held/{stream:id}/files/{file:id}", OpenHeldAsync).Produces(200, contentType: MediaTypes.Unknown)
            .Describe("openHeldFile", "The bytes of a file that a legal hold keeps, to be saved. It is entered in the audit log before it is opened.", 404, 409);
    }

    private static async Task<Results<Ok<AuditSearches>, ApiProblem>> ListAsync(string? cursor, int? limit, Caller caller, ListAuditSearches list, CancellationToken ct) =>
        (await list.ExecuteAsync(caller.Actor, cursor, limit, ct)).Ok(page => new AuditSearches(page.Items, [.. page.Auditors.Values.Select(AuditedPerson.Of)], page.Next));

    private static async Task<Results<Created<AuditSearch>, ApiProblem>> OpenAsync([FromBody] AuditSearchBody body, Caller caller, OpenAuditSearch open, CancellationToken ct) =>
        (await open.ExecuteAsync(new OpenAuditSearchRequest(caller.Actor, body.Reason ?? "", body.Matter, body.Hours ?? UsualHours), ct)).Created(s => $"/audit/searches/{s.Id}");

    private static async Task<Results<NoContent, ApiProblem>> EndAsync(AuditSearchId search, Caller caller, EndAuditSearch end, CancellationToken ct) =>
        (await end.ExecuteAsync(caller.Actor, search, ct)).NoContent();

    private static async Task<Results<Ok<AuditAnswer>, ApiProblem>> SearchAsync(
        AuditSearchId search, string q, Choice<SearchSort>? sort, string? cursor, int? limit, string? zone, bool? held, Caller caller, SearchForAudit audit, CancellationToken ct)
    {
        if (!SearchRoutes.FindZone(zone).TryGet(out var days, out var error))
            return Problems.From(error);
        var request = new SearchForAuditRequest(caller.Actor, search, q) { Sort = sort?.Value ?? SearchSort.Newest, Cursor = cursor, Limit = limit, Zone = days, IsHeld = held ?? false };
        return (await audit.ExecuteAsync(request, ct)).Ok(AuditAnswer.Of);
    }

    private static async Task<IResult> OpenFileAsync(AuditSearchId search, StreamId stream, FileId file, Caller caller, OpenAuditedFile open, CancellationToken ct) =>
        (await open.ExecuteAsync(caller.Actor, search, stream, file, ct)).TryGet(out var opened, out var error) ? new FileAnswer(opened, isPreview: false, isSaved: true) : Problems.From(error);

    private static async Task<IResult> OpenHeldAsync(AuditSearchId search, StreamId stream, FileId file, Caller caller, OpenHeldFile open, CancellationToken ct) =>
        (await open.ExecuteAsync(caller.Actor, search, stream, file, ct)).TryGet(out var opened, out var error) ? new FileAnswer(opened, isPreview: false, isSaved: true) : Problems.From(error);

    /// <summary>A search to begin.</summary>
    /// <param name="Reason">Why; 10 to 500 characters.</param>
    /// <param name="Matter">The matter or case that it belongs to; at most 100 characters, null for none.</param>
    /// <param name="Hours">For how long, 1 to 72; 8 when null.</param>
    internal sealed record AuditSearchBody(string? Reason = null, string? Matter = null, int? Hours = null);

    /// <summary>Searches for audits.</summary>
    /// <param name="Items">The youngest first.</param>
    /// <param name="Auditors">Whose they are.</param>
    /// <param name="Next">The cursor of the next page; null at the end.</param>
    internal sealed record AuditSearches(IReadOnlyList<AuditSearch> Items, IReadOnlyList<AuditedPerson> Auditors, Cursor? Next);

    /// <summary>What was found, with the names that an auditor needs.</summary>
    /// <param name="Found">The page.</param>
    /// <param name="Places">The channels and chats.</param>
    /// <param name="People">Authors, and those who are in the chats.</param>
    /// <param name="Held">In a search of what holds keep: why each message is gone, in the order of the items.</param>
    internal sealed record AuditAnswer(SearchAnswer Found, IReadOnlyList<StreamView> Places, IReadOnlyList<AuditedPerson> People, IReadOnlyList<HeldItem> Held)
    {
        /// <summary>Of a page.</summary>
        public static AuditAnswer Of(AuditedPage page) => new(
            SearchAnswer.Of(page.Found), [.. page.Found.Messages.Select(m => m.Place).DistinctBy(p => p.Id)], [.. page.People.Values.Select(AuditedPerson.Of)],
            [.. page.Found.Messages.Select(m => m.Held).OfType<HeldMessage>().Select(h => new HeldItem(h.Message.Id, h.Cause, h.At, h.Edits))]);
    }

    /// <summary>What a hold has kept.</summary>
    /// <param name="Message">Of which message.</param>
    /// <param name="Cause">Why it is gone for everybody else.</param>
    /// <param name="At">Since when.</param>
    /// <param name="Edits">Its earlier texts, the oldest first.</param>
    internal sealed record HeldItem(MessageId Message, HeldCause Cause, DateTimeOffset At, IReadOnlyList<MessageEdit> Edits);
}

/// <summary>A person's name.</summary>
/// <param name="Id">Who.</param>
/// <param name="Handle">Her short unique name.</param>
/// <param name="DisplayName">Her name.</param>
internal sealed record AuditedPerson(UserId Id, string Handle, string DisplayName)
{
    /// <summary>Of a person.</summary>
    public static AuditedPerson Of(Domain.People.Person person) => new(person.Id, person.Handle, person.DisplayName);
}
