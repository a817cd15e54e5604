using Collab.Domain.Shared;

namespace Collab.Domain.Shards;

/// <summary>Lists the shards with their size and load, for those who run the organization; nobody else learns that there are any.</summary>
public sealed class ListShards(IShardAdministration shards)
{
    /// <summary>By number. Each database is asked what it holds: for people who look, not every second.</summary>
    public async Task<Result<IReadOnlyList<ShardView>>> ExecuteAsync(Actor actor, CancellationToken ct) =>
        actor.IsOrganizationAdmin ? Result.Of(await shards.ListShardsAsync(ct)) : new Error.NotFound();
}
