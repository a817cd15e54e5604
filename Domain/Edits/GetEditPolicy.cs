using Collab.Domain.Shared;

namespace Collab.Domain.Edits;

/// <summary>Reads the policies of edits; everybody of the organization may know them.</summary>
public sealed class GetEditPolicy(IEditPolicies policies)
{
    /// <summary>What holds now.</summary>
    public Task<EditRules> ExecuteAsync(Actor actor, CancellationToken ct) => policies.FindAsync(actor.Organization, ct);
}
