using Collab.Domain.Shared;

namespace Collab.Domain.Recall;

/// <summary>Reads the policies of recall; everybody of the organization may know them.</summary>
public sealed class GetRecallPolicy(IRecallPolicies policies)
{
    /// <summary>What holds now.</summary>
    public Task<RecallRules> ExecuteAsync(Actor actor, CancellationToken ct) => policies.FindAsync(actor.Organization, ct);
}
