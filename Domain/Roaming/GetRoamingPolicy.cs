using Collab.Domain.Shared;

namespace Collab.Domain.Roaming;

/// <summary>Reads whether roaming views need a second person; everybody of the organization may know.</summary>
public sealed class GetRoamingPolicy(IRoamingStore roaming)
{
    /// <summary>True when each has to be let by a second auditor or an owner.</summary>
    public Task<bool> ExecuteAsync(Actor actor, CancellationToken ct) => roaming.NeedsTwoAsync(actor.Organization, ct);
}
