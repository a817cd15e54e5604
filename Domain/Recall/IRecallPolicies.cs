using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Recall;

/// <summary>The policies of recall of an organization.</summary>
public interface IRecallPolicies
{
    /// <summary>What holds now.</summary>
    Task<RecallRules> FindAsync(OrganizationId organization, CancellationToken ct);

    /// <summary>Decides for the organization. Not found when there is no such organization.</summary>
    Task<Result<Done>> SetAsync(OrganizationId organization, RecallPolicy policy, AuditEntry audit, CancellationToken ct);

    /// <summary>Decides for one of its workspaces. Not found when it has no such workspace.</summary>
    Task<Result<Done>> SetAsync(OrganizationId organization, WorkspaceId workspace, RecallChoice choice, AuditEntry audit, CancellationToken ct);
}
