using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Messages;

/// <summary>The organization's policy for calls of everybody.</summary>
public interface IBroadcastPolicies
{
    /// <summary>The policy as it is now.</summary>
    Task<BroadcastPolicy> FindAsync(OrganizationId organization, CancellationToken ct);

    /// <summary>Changes it; not found when there is no such organization.</summary>
    Task<Result<Done>> SetAsync(OrganizationId organization, BroadcastPolicy policy, AuditEntry audit, CancellationToken ct);
}
