using Collab.Domain.Shared;

namespace Collab.Domain.Expiry;

/// <summary>Reads where messages may be set to disappear; everybody of the organization may know.</summary>
public sealed class GetExpiryPolicy(IExpiryPolicies policies)
{
    /// <summary>The policy as it is now.</summary>
    public Task<ExpiryPolicy> ExecuteAsync(Actor actor, CancellationToken ct) => policies.FindAsync(actor.Organization, ct);
}
