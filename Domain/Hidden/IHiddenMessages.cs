using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Hidden;

/// <summary>
/// What people have taken out of their own view, in the bucket of the stream: so that pages, counts and files leave it out in
/// the query that reads them. Whoever reads through a <see cref="Seat"/> does not see it; see <see cref="Sight"/>.
/// </summary>
public interface IHiddenMessages
{
    /// <summary>
    /// Hides messages from the seat's actor; what is hidden already stays so, and numbers that no message has are passed over.
    /// <see cref="Error.NotFound"/> when there is none of them, <see cref="Error.Conflict"/> when it would be more than
    /// <see cref="HiddenMessage.MaxPerStream"/>: then none of them is hidden.
    /// </summary>
    Task<Result<Done>> HideAsync(Seat seat, IReadOnlyCollection<long> seqs, CancellationToken ct);

    /// <summary>Shows messages again; those that were not hidden stay as they are.</summary>
    Task<Result<Done>> RestoreAsync(Seat seat, IReadOnlyCollection<long> seqs, CancellationToken ct);

    /// <summary>The numbers of what is hidden between two numbers, both included; at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<long>> ListSeqsAsync(Seat seat, long from, long to, int limit, CancellationToken ct);

    /// <summary>What a person has hidden since an instant, in all streams, the last first. Each shard is asked once; what is on one that is away is missing.</summary>
    Task<Page<HiddenMessage>> ListAsync(UserId user, DateTimeOffset since, Cursor? cursor, int limit, CancellationToken ct);

    /// <summary>Everything that a person does not see, asking each shard once; what is on one that is away is missing.</summary>
    Task<HiddenBook> ReadAsync(UserId user, CancellationToken ct);

    /// <summary>Clears the history of a place up to a number for its actor, who is seated there. Returns how it is now, and was before.</summary>
    Task<Result<HistoryChange>> ClearAsync(Seat seat, long upTo, CancellationToken ct);

    /// <summary>
    /// Shows history again as far as it was shown at <paramref name="wanted"/>; more than is cleared now is never cleared by it, and
    /// what was said before one was let in is never shown.
    /// </summary>
    Task<Result<HistoryChange>> UnclearAsync(Seat seat, ClearedHistory wanted, CancellationToken ct);
}

/// <summary>What became of a place's history.</summary>
/// <param name="Before">What was cleared before.</param>
/// <param name="Now">What is cleared now.</param>
public sealed record HistoryChange(ClearedHistory Before, ClearedHistory Now);
