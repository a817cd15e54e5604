using Collab.Domain.Audit;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Workspaces;

namespace Collab.Domain.Organizations;

/// <summary>The organization itself.</summary>
public interface IOrganizationStore
{
    /// <summary>The organization; null before the first run.</summary>
    Task<Organization?> FindAsync(CancellationToken ct);

    /// <summary>Makes organization, owner and first workspace in one transaction; a conflict when there is one already.</summary>
    Task<Result<Done>> SetUpAsync(Organization organization, NewPerson owner, Workspace workspace, AuditEntry audit, CancellationToken ct);
}
