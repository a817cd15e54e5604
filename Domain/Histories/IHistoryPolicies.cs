using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Histories;

/// <summary>The organization's policy of what new members see.</summary>
public interface IHistoryPolicies
{
    /// <summary>The policy as it is now.</summary>
    Task<HistoryPolicy> FindAsync(OrganizationId organization, CancellationToken ct);

    /// <summary>Changes it; not found when there is no such organization.</summary>
    Task<Result<Done>> SetAsync(OrganizationId organization, HistoryPolicy policy, AuditEntry audit, CancellationToken ct);
}
