using Collab.Domain.Streams;

namespace Collab.Domain.Receipts;

/// <summary>Where everybody in a small stream has stopped reading.</summary>
public interface IReadPositions
{
    /// <summary>All who are seated and active, at most <paramref name="limit"/>, with what each shares under the policy.</summary>
    Task<IReadOnlyList<ReadPosition>> ListAsync(Seat seat, ReceiptPolicy policy, int limit, CancellationToken ct);

    /// <summary>The actor's newest message up to a number, or a number below which all of hers may be taken to lie.</summary>
    Task<long> FindOwnUpToAsync(Seat seat, long seq, CancellationToken ct);
}
