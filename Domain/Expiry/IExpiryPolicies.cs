using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Expiry;

/// <summary>The organization's policy of messages that disappear.</summary>
public interface IExpiryPolicies
{
    /// <summary>The policy as it is now.</summary>
    Task<ExpiryPolicy> FindAsync(OrganizationId organization, CancellationToken ct);

    /// <summary>Changes it; not found when there is no such organization.</summary>
    Task<Result<Done>> SetAsync(OrganizationId organization, ExpiryPolicy policy, AuditEntry audit, CancellationToken ct);
}
