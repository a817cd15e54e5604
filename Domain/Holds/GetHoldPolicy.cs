using Collab.Domain.Shared;

namespace Collab.Domain.Holds;

/// <summary>Reads whether the release of a hold needs a second person; for those who run the organization.</summary>
public sealed class GetHoldPolicy(IHoldStore holds)
{
    /// <summary>True when whoever asks for a release cannot release herself.</summary>
    public async Task<Result<bool>> ExecuteAsync(Actor actor, CancellationToken ct) =>
        actor.IsOrganizationAdmin ? await holds.NeedsTwoAsync(actor.Organization, ct) : new Error.NotFound();
}
