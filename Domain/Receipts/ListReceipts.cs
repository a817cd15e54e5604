using Collab.Domain.Confirmations;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Receipts;

/// <summary>Lists who has read a message, who has not, who does not share it, or who has confirmed it: everybody, or those with a name.</summary>
public sealed class ListReceipts(ReceiptAccess access, IReceiptStore receipts, IConfirmationStore confirmations, ReceiptsByName byName)
{
    /// <summary>The kind of list that pages by time belong to.</summary>
    public const string ByTime = "receipts";

    /// <summary>
    /// One page. A search goes by name, whatever order was asked for. By time the last to read come first, and where times
    /// are kept the first. Pages of a search, of large places by name and of kept times may have fewer people than were
    /// asked for, or none, and still another after them.
    /// </summary>
    public async Task<Result<Page<Reader>>> ExecuteAsync(ListReceiptsRequest request, CancellationToken ct)
    {
        if (!Enum.IsDefined(request.Side) || !Enum.IsDefined(request.Sort))
            return new Error.Invalid("receipts.list_unknown", "Receipts are listed as read, not read, not shared, confirmed or not confirmed, by name or by time.", "side");
        if (!(await access.EnterAsync(request.Actor, request.Stream, request.Seq, ct)).TryGet(out var pass, out var error))
            return error;
        if (request.Side is ReceiptSide.Confirmed or ReceiptSide.NotConfirmed ? pass.Confirmation is null : !pass.SeesReading)
            return new Error.NotFound();
        var goesByTime = request is { Side: ReceiptSide.Read or ReceiptSide.Confirmed, Sort: ReceiptSort.Time } && byName.TakesAll(request.Query);
        if (!Cursor.Parse(request.Cursor, goesByTime ? ByTime : NameSieve.List).TryGet(out var cursor, out error))
            return error;
        if (request.Side == ReceiptSide.NotShared && !pass.Policy.AllowsOptOut)
            return Page<Reader>.Empty;
        var limit = PageLimit.Clamp(request.Limit);
        if (goesByTime)
            return request.Side == ReceiptSide.Confirmed ? await confirmations.ListByTimeAsync(pass, cursor, limit, ct) : await receipts.ListByTimeAsync(pass, cursor, limit, ct);
        return await byName.ListAsync(pass, request.Side, request.Query ?? "", cursor, limit, ct);
    }
}

/// <summary>Which list of which message.</summary>
/// <param name="Actor">The reader.</param>
/// <param name="Stream">Where the message is.</param>
/// <param name="Seq">Its number there.</param>
/// <param name="Side">Which list.</param>
/// <param name="Sort">In which order.</param>
/// <param name="Query">Beginnings of the words of names, handles or titles; empty for everybody.</param>
/// <param name="Cursor">Where the page starts.</param>
/// <param name="Limit">How many at most.</param>
public sealed record ListReceiptsRequest(
    Actor Actor, StreamId Stream, long Seq, ReceiptSide Side, ReceiptSort Sort = ReceiptSort.Name, string? Query = null, string? Cursor = null, int? Limit = null);
