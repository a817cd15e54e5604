using Collab.Domain.Audit;
using Collab.Domain.Organizations;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.People;

/// <summary>The people of the organization.</summary>
public interface IPeopleStore
{
    /// <summary>Those of the given ids that exist.</summary>
    Task<IReadOnlyList<Person>> FindAsync(IReadOnlyCollection<UserId> ids, CancellationToken ct);

    /// <summary>Those of the given handles that exist and are active.</summary>
    Task<IReadOnlyList<Person>> FindByHandlesAsync(OrganizationId organization, IReadOnlyCollection<string> handles, CancellationToken ct);

    /// <summary>The person of an address; null when there is none.</summary>
    Task<Person?> FindByEmailAsync(OrganizationId organization, EmailAddress email, CancellationToken ct);

    /// <summary>
    /// Active people of a workspace whose name, handle, title or department has words that start with all the words of the query, by
    /// name, one page. An empty query lists everybody.
    /// </summary>
    Task<Page<Person>> SearchAsync(PeopleQuery query, CancellationToken ct);

    /// <summary>Changes a role; the last owner is refused.</summary>
    Task<Result<Done>> SetRoleAsync(UserId user, OrganizationRole role, AuditEntry audit, CancellationToken ct);

    /// <summary>Activates or deactivates; a deactivated person's sessions and tokens end in the same transaction. The last owner is refused.</summary>
    Task<Result<Done>> SetActiveAsync(UserId user, bool active, AuditEntry audit, CancellationToken ct);
}
