using Collab.Domain.Confirmations;
using Collab.Domain.Messages;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Receipts;

/// <summary>How far one has read, and who has read what.</summary>
internal static class ReceiptRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapReceipts(this IEndpointRouteBuilder api)
    {
        var stream = api.MapGroup("/streams/{stream:id}").WithTags("receipts");
        stream.MapPut("/read", MarkAsync).WithMetadata(new CountsAsRead())
            .Describe("markRead", "Moves one's read marker; forward never moves it back. Answered when it is stored, at most about a second later.", 400, 403);
        stream.MapGet("/readers", PositionsAsync)
            .Describe("listReadPositions", "Lists where the others in a chat or a channel of up to 100 members have stopped reading. Not found where receipts are off.", 409);

        var read = api.MapGroup("").WithTags("receipts");
        read.MapPost("/workspaces/{workspace:id}/read", MarkAllAsync)
            .Describe("markWorkspaceRead", $"Marks what is unread in a workspace as read, chats included, and says where each marker was. At most {MarkWorkspaceRead.MaxPlaces} places at once.");
        read.MapPost("/read/undo", UnmarkAsync).Describe("unmarkPlaces", "Takes back that places were marked as read: what was answered then is sent back. Says how many went back.", 400);

        var receipts = stream.MapGroup("/messages/{seq:id}");
        receipts.MapGet("/receipts", CountAsync).Describe("getReceipts", "Counts who has read a message; up to a second old. Not found where one may not see it.");
        receipts.MapGet("/receipts/{side}", ListAsync)
            .Describe("listReceipts", "Lists who has read a message (read), who has not (notRead), who does not share it (notShared), or who has confirmed it (confirmed) or not (notConfirmed): all, or those whose name, handle or title fits a query.", 400);
        receipts.MapGet("/receipts.csv", ExportAsync).Describe("exportReceipts", "All lists as a table; for the message's author and those who manage the place. Stands in the audit log.", 403);

        receipts.MapPut("/confirmation", ConfirmAsync).Describe("confirmMessage", "Confirms a message that asks for it; never taken back. Again returns the first time.");
        receipts.MapPost("/confirmation/reminders", RemindAsync)
            .Describe("remindConfirmation", "Reminds those who have not confirmed a message, at most once an hour; for its author and those who manage the place. It counts as a mention for them until they confirm.", 403, 409);

        var policy = api.MapGroup("/receipts").WithTags("receipts");
        policy.MapGet("/policy", PolicyAsync).Describe("getReceiptPolicy", "Says what the organization has decided about receipts, and what one has decided oneself.");
        policy.MapPut("/policy", SetPolicyAsync).Describe("setReceiptPolicy", "Decides for the organization; owners and admins only.", 400, 403);
        policy.MapPut("/sharing", ShareAsync).Describe("setReceiptSharing", "Says whether others may see how far one has read; off only where the organization allows that.", 400, 403);
    }

    private static async Task<Results<Ok<ReadState>, ApiProblem>> MarkAsync(
        StreamId stream, NewMarker body, Caller caller, MarkRead markRead, CancellationToken ct) =>
        (await markRead.ExecuteAsync(new MarkReadRequest(caller.Actor, stream, body.Seq, body.Move), ct)).Ok();

    private static async Task<Results<Ok<Listing<PlaceMark>>, ApiProblem>> MarkAllAsync(WorkspaceId workspace, Caller caller, MarkWorkspaceRead markAll, CancellationToken ct) =>
        (await markAll.ExecuteAsync(caller.Actor, workspace, ct)).Ok(marked => new Listing<PlaceMark>(marked));

    private static async Task<Results<Ok<PlacesUnmarked>, ApiProblem>> UnmarkAsync(PlacesMarked body, Caller caller, UnmarkPlaces unmark, CancellationToken ct) =>
        (await unmark.ExecuteAsync(caller.Actor, [.. body.Items], ct)).Ok(back => new PlacesUnmarked(back));

    private static async Task<Results<Ok<ReadPositions>, ApiProblem>> PositionsAsync(
        StreamId stream, Caller caller, ListReadPositions positions, CancellationToken ct) =>
        (await positions.ExecuteAsync(caller.Actor, stream, ct)).Ok();

    private static async Task<Results<Ok<MessageReceipts>, ApiProblem>> CountAsync(
        StreamId stream, long seq, Caller caller, GetReceipts receipts, CancellationToken ct) =>
        (await receipts.ExecuteAsync(caller.Actor, stream, seq, ct)).Ok();

    private static async Task<Results<Ok<Page<Reader>>, ApiProblem>> ListAsync(
        StreamId stream, long seq, Choice<ReceiptSide> side, Choice<ReceiptSort>? sort, string? query, string? cursor, int? limit, Caller caller,
        ListReceipts receipts, CancellationToken ct) =>
        (await receipts.ExecuteAsync(
            new ListReceiptsRequest(caller.Actor, stream, seq, side.Value, sort?.Value ?? ReceiptSort.Name, query, cursor, limit), ct)).Ok();

    private static async Task<Results<Ok<Confirmation>, ApiProblem>> ConfirmAsync(
        StreamId stream, long seq, Caller caller, ConfirmMessage confirm, CancellationToken ct) =>
        (await confirm.ExecuteAsync(caller.Actor, stream, seq, ct)).Ok();

    private static async Task<Results<Ok<MessageView>, ApiProblem>> RemindAsync(
        StreamId stream, long seq, Caller caller, RemindConfirmation remind, CancellationToken ct) =>
        (await remind.ExecuteAsync(caller.Actor, stream, seq, ct)).Ok();

    private static async Task<Results<PushStreamHttpResult, ApiProblem>> ExportAsync(
        StreamId stream, long seq, Caller caller, ExportReceipts export, CancellationToken ct)
    {
        if (!(await export.ExecuteAsync(caller.Actor, stream, seq, ct)).TryGet(out var lines, out var error))
            return Problems.From(error);
        return TypedResults.Stream(body => ReceiptTable.WriteAsync(body, lines, ct), "text/csv; charset=utf-8", $"receipts-{stream}-{seq}.csv");
    }

    private static async Task<Ok<ReceiptSettings>> PolicyAsync(Caller caller, GetReceiptPolicy policy, CancellationToken ct) =>
        TypedResults.Ok(await policy.ExecuteAsync(caller.Actor, ct));

    private static async Task<Results<Ok<ReceiptPolicy>, ApiProblem>> SetPolicyAsync(
        NewReceiptPolicy body, Caller caller, SetReceiptPolicy set, CancellationToken ct) =>
        (await set.ExecuteAsync(caller.Actor, new SetReceiptPolicyRequest(body.Audience, body.AllowsOptOut, body.KeepsTimes), ct)).Ok();

    private static async Task<Results<NoContent, ApiProblem>> ShareAsync(NewSharing body, Caller caller, SetReceiptSharing set, CancellationToken ct) =>
        (await set.ExecuteAsync(caller.Actor, body.Shares, ct)).NoContent();
}

/// <summary>How far one has read.</summary>
/// <param name="Seq">Up to which number; beyond the end means the end.</param>
/// <param name="Move">Whether one read on, or marked something unread.</param>
internal sealed record NewMarker(long Seq, MarkerMove Move = MarkerMove.Forward);

/// <summary>Places that were marked as read.</summary>
/// <param name="Items">What was answered when they were.</param>
internal sealed record PlacesMarked(IReadOnlyList<PlaceMark> Items);

/// <summary>Places whose markers went back.</summary>
/// <param name="Places">How many.</param>
internal sealed record PlacesUnmarked(int Places);

/// <summary>What an organization decides about receipts.</summary>
/// <param name="Audience">Who may see who has read.</param>
/// <param name="AllowsOptOut">People may keep to themselves how far they have read.</param>
/// <param name="KeepsTimes">It is kept when each message was read.</param>
internal sealed record NewReceiptPolicy(ReceiptAudience Audience, bool AllowsOptOut, bool KeepsTimes = false);

/// <summary>What one decides oneself.</summary>
/// <param name="Shares">Others may see how far one has read.</param>
internal sealed record NewSharing(bool Shares);
