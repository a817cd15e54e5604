using Collab.Domain.Audit;

namespace Collab.Domain.People;

/// <summary>The organization's <see cref="PeoplePolicy"/>.</summary>
public interface IPeoplePolicyStore
{
    /// <summary>What is decided now.</summary>
    Task<PeoplePolicy> FindAsync(CancellationToken ct);

    /// <summary>Decides otherwise.</summary>
    Task SetAsync(PeoplePolicy policy, AuditEntry audit, CancellationToken ct);
}
