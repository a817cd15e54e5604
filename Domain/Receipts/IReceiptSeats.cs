using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Receipts;

/// <summary>What the shards know of people's standings: a copy on each seat, so that a list or count needs no other database.</summary>
public interface IReceiptSeats
{
    /// <summary>Marks all seats of a person, on every shard. A shard that is away throws; what was done before it stays.</summary>
    Task<Result<Done>> SettleAsync(UserId user, ReceiptStanding standing, CancellationToken ct);

    /// <summary>The same, passing over shards that are away and buckets that are on their way.</summary>
    Task TrySettleAsync(UserId user, ReceiptStanding standing, CancellationToken ct);
}
