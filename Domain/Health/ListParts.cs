using Collab.Domain.Shared;

namespace Collab.Domain.Health;

/// <summary>Which parts answer. For admins of the organization; not there for others.</summary>
public sealed class ListParts(IPartProbe probe)
{
    /// <summary>Directory, shards and bus, in this order.</summary>
    public async Task<Result<IReadOnlyList<PartView>>> ExecuteAsync(Actor actor, CancellationToken ct) =>
        actor.IsOrganizationAdmin ? Result.Of(await probe.AskAsync(ct)) : new Error.NotFound();
}
