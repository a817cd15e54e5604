using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Receipts;

/// <summary>
/// Brings what the directory says of a person (deactivated, opted out) to her seats, where lists and counts are made.
/// Done at once by whoever changed it, and once more by a task some time later: a seat that was just being made
/// meanwhile, with what the directory had said before, is found then.
/// </summary>
public sealed class SettleReceipts(IReceiptPolicyStore policies, IReceiptSeats seats)
{
    /// <summary>Doing it twice does it once. A shard that is away throws.</summary>
    public async Task<Result<Done>> RunAsync(UserId user, CancellationToken ct)
    {
        var standings = await policies.FindStandingsAsync([user], ct);
        return await seats.SettleAsync(user, standings.GetValueOrDefault(user), ct);
    }

    /// <summary>The same for one who leaves the rest to the task: what is away now is done later.</summary>
    public async Task TryAsync(UserId user, CancellationToken ct)
    {
        var standings = await policies.FindStandingsAsync([user], ct);
        await seats.TrySettleAsync(user, standings.GetValueOrDefault(user), ct);
    }
}
