using System.Runtime.CompilerServices;
using Collab.Domain.Audit;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Receipts;

/// <summary>Takes all lists of a message's receipts along; its author and those who manage the place may. Each export is in the audit log.</summary>
public sealed class ExportReceipts(ReceiptAccess access, IReceiptStore receipts, IPeopleStore people, AuditTrail audit)
{
    private const int Stretch = 500;

    /// <summary>
    /// The lines, read while they are taken; everybody is met once, by id. <see cref="Error.NotFound"/> for whoever may
    /// not see receipts, <see cref="Error.Forbidden"/> for one who may see them but not take them along.
    /// </summary>
    public async Task<Result<IAsyncEnumerable<ReceiptLine>>> ExecuteAsync(Actor actor, StreamId stream, long seq, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, seq, ct)).TryGet(out var pass, out var error))
            return error;
        if (!pass.MayExport)
            return new Error.Forbidden("receipts.export_not_allowed", "Only the author of a message and those who manage the place export its receipts.");
        var entry = audit.Entry(actor, AuditActs.ReceiptsExported, $"message:{stream}/{seq}");
        return (await receipts.RecordAsync(pass, entry, ct)).TryGet(out _, out error) ? Result.Of(LinesAsync(pass, ct)) : error;
    }

    private async IAsyncEnumerable<ReceiptLine> LinesAsync(ReceiptPass pass, [EnumeratorCancellation] CancellationToken ct)
    {
        var after = new UserId(0);
        while (await receipts.ListAllAsync(pass, after, Stretch, ct) is { Count: > 0 } stretch)
        {
            var named = (await people.FindAsync([.. stretch.Select(r => r.Reader.User)], ct)).ToDictionary(p => p.Id);
            foreach (var (reader, side) in stretch)
            {
                if (named.TryGetValue(reader.User, out var person))
                    yield return new ReceiptLine(person, side, reader.ReadAt, reader.ConfirmedAt);
            }

            after = stretch[^1].Reader.User;
        }
    }
}

/// <summary>One person of an export.</summary>
/// <param name="Person">Who.</param>
/// <param name="Side">On which list.</param>
/// <param name="ReadAt">Read by then or earlier; null on the other lists.</param>
/// <param name="ConfirmedAt">When she confirmed it; null when she has not.</param>
public sealed record ReceiptLine(Person Person, ReceiptSide Side, DateTimeOffset? ReadAt, DateTimeOffset? ConfirmedAt);
