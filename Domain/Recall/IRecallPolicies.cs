using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Recall;

/// <summary>The policies of recall of an organization.</summary>
public interface IRecallPolicies
{
    /// <summary>What holds now.</summary>
    Task<RecallRules> FindAsync(OrganizationId organization, CancellationToken ct);

    /// <summary>
    /// Decides for the organization, or for one of its workspaces; with null a workspace follows the organization again. Not
    /// found when there is no such organization or workspace.
    /// </summary>
    Task<Result<Done>> SetAsync(OrganizationId organization, WorkspaceId? workspace, RecallPolicy? policy, AuditEntry audit, CancellationToken ct);
}
