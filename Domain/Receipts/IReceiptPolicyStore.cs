using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Receipts;

/// <summary>What the organization, and each of its people, has decided about receipts; in the directory.</summary>
public interface IReceiptPolicyStore
{
    /// <summary>The policy as it is now; the default before the first run.</summary>
    Task<ReceiptPolicy> FindAsync(CancellationToken ct);

    /// <summary>Sets it; not found when there is no organization of the entry's.</summary>
    Task<Result<Done>> SetAsync(ReceiptPolicy policy, AuditEntry audit, CancellationToken ct);

    /// <summary>
    /// Says whether a person wants others to see how far she has read, and leaves a task that brings it to her seats.
    /// Not found when she is unknown.
    /// </summary>
    Task<Result<Done>> SetSharingAsync(UserId user, bool shares, CancellationToken ct);

    /// <summary>Those of the people whose standing is not <see cref="ReceiptStanding.Shares"/>, as the directory says now.</summary>
    Task<IReadOnlyDictionary<UserId, ReceiptStanding>> FindStandingsAsync(IReadOnlyCollection<UserId> users, CancellationToken ct);
}
