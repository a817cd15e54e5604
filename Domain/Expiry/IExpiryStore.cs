using Collab.Domain.Files;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Expiry;

/// <summary>Empties messages whose time has come. Nobody has seen them since that instant: readers do not wait for it.</summary>
public interface IExpiryStore
{
    /// <summary>Messages whose time has come and that are not emptied yet, those that are due longest first; at most <paramref name="limit"/> of each shard that answers.</summary>
    Task<IReadOnlyList<(StreamId Stream, long Seq)>> ListDueAsync(int limit, CancellationToken ct);

    /// <summary>
    /// Empties messages of one stream in one transaction, as a recall does, and leaves nothing to be seen of them. What is not due, or
    /// was emptied by another node, is left alone. Returns the files that nobody finds any more: their bytes are to be deleted.
    /// </summary>
    Task<Result<ExpiredMessages>> ExpireAsync(StreamId stream, IReadOnlyCollection<long> seqs, CancellationToken ct);
}

/// <summary>What was emptied.</summary>
/// <param name="Count">How many messages.</param>
/// <param name="Files">Their files.</param>
public sealed record ExpiredMessages(int Count, IReadOnlyList<FileKey> Files);
