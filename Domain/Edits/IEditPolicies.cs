using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Edits;

/// <summary>The policies of edits of an organization.</summary>
public interface IEditPolicies
{
    /// <summary>What holds now.</summary>
    Task<EditRules> FindAsync(OrganizationId organization, CancellationToken ct);

    /// <summary>Decides for the organization. Not found when there is no such organization.</summary>
    Task<Result<Done>> SetAsync(OrganizationId organization, EditPolicy policy, AuditEntry audit, CancellationToken ct);

    /// <summary>Decides for one of its workspaces. Not found when it has no such workspace.</summary>
    Task<Result<Done>> SetAsync(OrganizationId organization, WorkspaceId workspace, EditChoice choice, AuditEntry audit, CancellationToken ct);
}
