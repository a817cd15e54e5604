using Collab.Domain.Shared;

namespace Collab.Domain.Shards;

/// <summary>Lists the buckets by their size, for those who run the organization. It counts everything stored: asked for, not shown by itself.</summary>
public sealed class ListBuckets(IShardAdministration shards)
{
    /// <summary>The largest, at most as many as a page has; without those of shards that cannot be reached.</summary>
    public async Task<Result<IReadOnlyList<BucketView>>> ExecuteAsync(Actor actor, string? shard, int? limit, CancellationToken ct)
    {
        if (!actor.IsOrganizationAdmin)
            return new Error.NotFound();
        var buckets = await shards.ListBucketsAsync(ct);
        return Result.Of<IReadOnlyList<BucketView>>([.. buckets.Where(b => shard is null || b.Shard == shard).Take(PageLimit.Clamp(limit))]);
    }
}
