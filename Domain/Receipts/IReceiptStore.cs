using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Receipts;

/// <summary>Who has read what: lists and counts over a stream's seats. It checks no policy: see <see cref="ReceiptAccess"/>.</summary>
public interface IReceiptStore
{
    /// <summary>The counts of a message; those who ask within a second share an answer.</summary>
    Task<ReceiptCounts> CountAsync(ReceiptPass pass, CancellationToken ct);

    /// <summary>One page of those who have read it, the last to read first; where times are kept, the first to read first. Those pages may have few and still another after them.</summary>
    Task<Page<Reader>> ListByTimeAsync(ReceiptPass pass, Cursor? cursor, int limit, CancellationToken ct);

    /// <summary>Some of one of the lists, in no order: all of it when there are no more than <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<Reader>> TakeAsync(ReceiptPass pass, ReceiptSide side, int limit, CancellationToken ct);

    /// <summary>Those of the given people (at most <see cref="PageLimit.Max"/>) who are on one of the lists.</summary>
    Task<IReadOnlyDictionary<UserId, Reader>> FindAsync(ReceiptPass pass, ReceiptSide side, IReadOnlyCollection<UserId> among, CancellationToken ct);

    /// <summary>
    /// A stretch of all lists, by id and after a person: each with the list that she is on. For an export, which meets
    /// everybody once, whoever reads on meanwhile.
    /// </summary>
    Task<IReadOnlyList<(Reader Reader, ReceiptSide Side)>> ListAllAsync(ReceiptPass pass, UserId after, int limit, CancellationToken ct);

    /// <summary>Enters an export in the audit log.</summary>
    Task<Result<Done>> RecordAsync(ReceiptPass pass, AuditEntry audit, CancellationToken ct);
}
