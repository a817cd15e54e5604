using Collab.Domain.Shared;

namespace Collab.Domain.People;

/// <summary>Reads what the organization has decided about profiles; everybody may know.</summary>
public sealed class GetPeoplePolicy(IPeoplePolicyStore policies)
{
    /// <summary>What is decided now.</summary>
    public Task<PeoplePolicy> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return policies.FindAsync(ct);
    }
}
