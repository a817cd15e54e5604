using Collab.Domain.Shared;

namespace Collab.Domain.Messages;

/// <summary>Reads who may call everybody in large places; everybody of the organization may know.</summary>
public sealed class GetBroadcastPolicy(IBroadcastPolicies policies)
{
    /// <summary>The policy as it is now.</summary>
    public Task<BroadcastPolicy> ExecuteAsync(Actor actor, CancellationToken ct) => policies.FindAsync(actor.Organization, ct);
}
