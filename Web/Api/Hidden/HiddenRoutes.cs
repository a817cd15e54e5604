using Collab.Domain.Hidden;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Hidden;

/// <summary>What one deletes for oneself; nobody else is affected.</summary>
internal static class HiddenRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapHidden(this IEndpointRouteBuilder api)
    {
        api.MapGet("/me/hidden", ListAsync).WithTags("hidden").Describe("listHidden", "Lists what one has deleted for oneself within 30 days, the last first, as it is now.", 400);
        api.MapGet("/me/cleared", async (Caller caller, ListCleared list, CancellationToken ct) => TypedResults.Ok(await list.ExecuteAsync(caller.Actor, ct)))
            .WithTags("hidden").Describe("listCleared", "Lists the places whose history one has cleared for oneself: at most 200, the last first.");
        var message = api.MapGroup("/streams/{stream:id}/messages/{seq:id}/hidden").WithTags("hidden");
        message.MapPut("", (StreamId stream, long seq, Caller caller, SetHidden set, CancellationToken ct) => SetAsync(new SetHiddenRequest(caller.Actor, stream, [seq]), set, ct))
            .Describe("hideMessage", "Deletes a message for oneself, on all one's devices; for everybody else it stays.", 409);
        message.MapDelete("", (StreamId stream, long seq, Caller caller, SetHidden set, CancellationToken ct) => SetAsync(new SetHiddenRequest(caller.Actor, stream, [seq], false), set, ct))
            .Describe("restoreMessage", "Brings back a message that one has deleted for oneself.");
        var stream = api.MapGroup("/streams/{stream:id}").WithTags("hidden");
        stream.MapPost("/hidden", SetSeveralAsync).Describe("hideMessages", "Deletes up to 100 messages for oneself, or brings them back.", 400, 409);
        stream.MapGet("/hidden", ListSeqsAsync).Describe("listHiddenNumbers", "Tells which messages between two numbers one has deleted for oneself: at most 1,000, the first.");
        stream.MapPost("/history/clear", ClearAsync)
            .Describe("clearHistory", "Clears the history of a channel or chat for oneself, its threads included; it counts as read then. Answers what was cleared before, and is now.", 403, 409);
        stream.MapPost("/history/restore", RestoreAsync).Describe("restoreHistory", "Brings back what was cleared: all of it, or, with what clearing answered as \"before\", as far as it was shown then.", 400);
    }

    private static async Task<Results<Ok<Page<HiddenView>>, ApiProblem>> ListAsync(string? cursor, int? limit, Caller caller, ListHidden list, CancellationToken ct) =>
        (await list.ExecuteAsync(caller.Actor, cursor, limit, ct)).Ok();

    private static async Task<Results<NoContent, ApiProblem>> SetSeveralAsync(StreamId stream, HiddenChoice body, Caller caller, SetHidden set, CancellationToken ct) =>
        await SetAsync(new SetHiddenRequest(caller.Actor, stream, body.Seqs ?? [], body.IsHidden), set, ct);

    private static async Task<Results<NoContent, ApiProblem>> SetAsync(SetHiddenRequest request, SetHidden set, CancellationToken ct) =>
        (await set.ExecuteAsync(request, ct)).NoContent();

    private static async Task<Results<Ok<IReadOnlyList<long>>, ApiProblem>> ListSeqsAsync(
        StreamId stream, long? from, long? to, Caller caller, ListHiddenSeqs list, CancellationToken ct) =>
        (await list.ExecuteAsync(caller.Actor, stream, from ?? 1, to ?? long.MaxValue, ct)).Ok();

    private static async Task<Results<Ok<HistoryChange>, ApiProblem>> ClearAsync(StreamId stream, Caller caller, ClearHistory clear, CancellationToken ct) =>
        (await clear.ExecuteAsync(caller.Actor, stream, ct)).Ok();

    private static async Task<Results<Ok<HistoryChange>, ApiProblem>> RestoreAsync(StreamId stream, HistoryRestore body, Caller caller, RestoreHistory restore, CancellationToken ct) =>
        (await restore.ExecuteAsync(caller.Actor, stream, body.Before, ct)).Ok();
}

/// <summary>Messages of a stream to be deleted for oneself, or to be brought back.</summary>
/// <param name="Seqs">Their numbers, 1 to 100.</param>
/// <param name="IsHidden">False brings them back.</param>
internal sealed record HiddenChoice(IReadOnlyList<long>? Seqs, bool IsHidden = true);

/// <summary>How far history is brought back.</summary>
/// <param name="Before">What clearing answered as "before"; left out, everything comes back.</param>
internal sealed record HistoryRestore(ClearedHistory? Before = null);
