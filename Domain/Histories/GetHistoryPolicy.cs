using Collab.Domain.Shared;

namespace Collab.Domain.Histories;

/// <summary>Reads what new members see of a history; everybody of the organization may know.</summary>
public sealed class GetHistoryPolicy(IHistoryPolicies policies)
{
    /// <summary>The policy as it is now.</summary>
    public Task<HistoryPolicy> ExecuteAsync(Actor actor, CancellationToken ct) => policies.FindAsync(actor.Organization, ct);
}
