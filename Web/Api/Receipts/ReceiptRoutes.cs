using Collab.Domain.Receipts;
using Collab.Domain.Shared.Ids;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Receipts;

/// <summary>How far one has read.</summary>
internal static class ReceiptRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapReceipts(this IEndpointRouteBuilder api) =>
        api.MapPut("/streams/{stream:id}/read", MarkAsync).WithTags("receipts").WithMetadata(new CountsAsRead())
            .Describe("markRead", "Moves one's read marker; forward never moves it back.", 400, 403);

    private static async Task<Results<Ok<ReadState>, ApiProblem>> MarkAsync(
        StreamId stream, NewMarker body, Caller caller, MarkRead markRead, CancellationToken ct) =>
        (await markRead.ExecuteAsync(new MarkReadRequest(caller.Actor, stream, body.Seq, body.Move), ct)).Ok();
}

/// <summary>How far one has read.</summary>
/// <param name="Seq">Up to which number; beyond the end means the end.</param>
/// <param name="Move">Whether one read on, or marked something unread.</param>
internal sealed record NewMarker(long Seq, MarkerMove Move = MarkerMove.Forward);
