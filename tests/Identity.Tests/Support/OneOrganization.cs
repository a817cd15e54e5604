using Collab.Domain.Audit;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;

namespace Collab.Identity.Tests.Support;

/// <summary>An organization store with an organization in it, or none.</summary>
internal sealed class OneOrganization : IOrganizationStore
{
    public static readonly OrganizationId Id = new(7);

    public Organization? Organization { get; set; } = new(Id, "Acme", "Europe/Berlin", "en", DateTimeOffset.UnixEpoch);

    public Task<Organization?> FindAsync(CancellationToken ct) => Task.FromResult(Organization);

    public Task<Result<Done>> SetUpAsync(Organization organization, NewPerson owner, Workspace workspace, AuditEntry audit, CancellationToken ct) =>
        throw new NotSupportedException();
}
