using Collab.Domain.Confirmations;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Receipts;

/// <summary>Counts who has read a message.</summary>
public sealed class GetReceipts(ReceiptAccess access, IReceiptStore receipts, IConfirmationStore confirmations, TimeProvider time)
{
    /// <summary>Up to a second old. <see cref="Error.NotFound"/> where the policy lets the reader see none.</summary>
    public async Task<Result<MessageReceipts>> ExecuteAsync(Actor actor, StreamId stream, long seq, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, seq, ct)).TryGet(out var pass, out var error))
            return error;
        var counts = pass.SeesReading ? await receipts.CountAsync(pass, ct) : null;
        return new MessageReceipts(counts, pass.Policy.AllowsOptOut, pass.MayExport) { TellsTimes = pass.TellsTimes, Confirmations = await CountConfirmationsAsync(pass, ct) };
    }

    /// <summary>How many have confirmed; null for a message that does not ask for it.</summary>
    internal async Task<ConfirmationCounts?> CountConfirmationsAsync(ReceiptPass pass, CancellationToken ct)
    {
        if (pass.Confirmation is not { } request)
            return null;
        var all = await receipts.CountAsync(pass, ct);
        var (confirmed, late) = await confirmations.CountAsync(pass, ct);
        // The two are not of the same instant.
        var rest = Math.Max(0, all.Read + all.NotRead + all.NotShared - confirmed);
        return new ConfirmationCounts(confirmed, rest, late, request.Deadline, request.RemindedAt, ConfirmationRules.NextReminder(request, time.GetUtcNow()));
    }
}

/// <summary>A message's receipts at a glance.</summary>
/// <param name="Counts">How many have read it; null where receipts are off and only who has confirmed may be seen.</param>
/// <param name="AllowsOptOut">People may keep it to themselves: there is a third list.</param>
/// <param name="MayExport">The reader may take the lists along.</param>
public sealed record MessageReceipts(ReceiptCounts? Counts, bool AllowsOptOut, bool MayExport)
{
    /// <summary>True when the times on the list of readers are those of reading this message; false when they are "by then or earlier".</summary>
    public bool TellsTimes { get; init; }

    /// <summary>How many have confirmed; null for a message that does not ask for it.</summary>
    public ConfirmationCounts? Confirmations { get; init; }
}
