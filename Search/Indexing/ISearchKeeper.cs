using Collab.Domain.Search;

namespace Collab.Search.Indexing;

/// <summary>Looks after the index for an operator, whether or not nodes run meanwhile. All throw <see cref="Domain.Shared.Events.OutageException"/> when that cannot be.</summary>
public interface ISearchKeeper
{
    /// <summary>How it is.</summary>
    Task<IndexState> CheckAsync(CancellationToken ct);

    /// <summary>Builds it anew while the old one is searched; returns when the new one is.</summary>
    Task RebuildAsync(Action<BuildState> onProgress, CancellationToken ct);

    /// <summary>
    /// Has it built anew after something was stored that no event tells of. Returns when that is certain to happen; where
    /// nobody else would do it, when it is done.
    /// </summary>
    Task RequestRebuildAsync(CancellationToken ct);

    /// <summary>Compares it with storage.</summary>
    /// <param name="onBucket">Told how many of <see cref="Domain.Shared.Ids.Bucket.Count"/> buckets are compared.</param>
    /// <param name="ct">Cancels.</param>
    Task<IndexVerdict> VerifyAsync(Action<int> onBucket, CancellationToken ct);
}
