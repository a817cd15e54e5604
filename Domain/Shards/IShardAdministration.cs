using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Shards;

/// <summary>Looks at the shards and moves buckets between them while people write.</summary>
public interface IShardAdministration
{
    /// <summary>Every shard of the settings, by number; one that cannot be reached is listed as such.</summary>
    Task<IReadOnlyList<ShardView>> ListShardsAsync(CancellationToken ct);

    /// <summary>All buckets with their rows, largest first: always <see cref="Bucket.Count"/> of them, or fewer when shards cannot be reached. Reads the keys of everything stored.</summary>
    Task<IReadOnlyList<BucketView>> ListBucketsAsync(CancellationToken ct);

    /// <summary>The last move of each bucket that was ever moved, unfinished ones first; at most one for each bucket.</summary>
    Task<IReadOnlyList<MoveView>> ListMovesAsync(CancellationToken ct);

    /// <summary>Plans the move of a bucket; any process that moves buckets does it. The entry is written with it.</summary>
    Task<Result<MoveView>> PlanAsync(Bucket bucket, string target, AuditEntry? audit, CancellationToken ct);

    /// <summary>Wants a move undone. Whoever is at work on it, or comes next, rolls it back; after the switch it is refused. The entry is written with it.</summary>
    Task<Result<MoveView>> AbortAsync(Bucket bucket, AuditEntry? audit, CancellationToken ct);

    /// <summary>Works on one move that nobody is at work on: a given bucket's, or any. Returns it as it was left; null when there is none.</summary>
    /// <param name="bucket">The bucket; null for any.</param>
    /// <param name="grace">For how long the source keeps its rows after every node has taken the new map over.</param>
    /// <param name="ct">Ends the work between two steps or within one; whoever comes next goes on.</param>
    Task<MoveView?> WorkAsync(Bucket? bucket, TimeSpan grace, CancellationToken ct);
}
