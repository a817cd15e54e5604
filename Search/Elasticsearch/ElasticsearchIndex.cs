using Collab.Domain.Search;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Search.Elasticsearch.Layout;
using Collab.Search.Elasticsearch.Searching;
using Collab.Search.Elasticsearch.Writing;

namespace Collab.Search.Elasticsearch;

/// <summary>
/// The messages in a cluster of Elasticsearch 8 or 9. An <see cref="IndexSearch.After"/> that it did not hand out for a
/// search in the same order is behind the last page: an empty one, and no error.
/// </summary>
internal sealed class ElasticsearchIndex(ElasticsearchIndex.Layout layout, BulkWriter writer, Pages pages, IndexFigures figures, ClusterCheck check)
    : ISearchIndex
{
    private const int Rounds = 3;

    /// <inheritdoc />
    public async Task ApplyAsync(IReadOnlyList<IndexChange> changes, CancellationToken ct)
    {
        if (changes.Count == 0)
            return;
        var latest = BulkLines.Latest(changes);
        for (var round = 0; round < Rounds; round++)
        {
            if (round > 0)
                await layout.Maps.RereadAsync(ct);
            var map = await layout.Setup.EnsureAsync(ct);
            var lines = BulkLines.Of(latest, map.Current);
            if (!await writer.WriteAsync(map.Building.Count == 0 ? lines : [.. lines, .. BulkLines.Of(latest, map.Building)], ct))
                continue;
            await layout.Growth.GrowAsync(map, ct);
            return;
        }

        throw new OutageException("The indices in Elasticsearch were gone whenever changes were written to them.");
    }

    /// <inheritdoc />
    public async Task<SearchHits> SearchAsync(IndexSearch search, CancellationToken ct)
    {
        if (await pages.ReadAsync(search, ct) is { } hits)
            return hits;
        await layout.Maps.RereadAsync(ct);
        await layout.Setup.EnsureAsync(ct);
        return await pages.ReadAsync(search, ct) ?? throw new OutageException("Elasticsearch has no index to search.");
    }

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<MessageId, long>> FindRevisionsAsync(IReadOnlyCollection<MessageId> messages, CancellationToken ct) =>
        await figures.RevisionsAsync((await layout.Setup.EnsureAsync(ct)).Current, messages, ct);

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<StreamId, long>> CountAsync(IReadOnlyCollection<StreamId> streams, CancellationToken ct) =>
        await figures.CountAsync((await layout.Setup.EnsureAsync(ct)).Current, streams, ct);

    /// <inheritdoc />
    public Task<IndexState> CheckAsync(CancellationToken ct) => check.LookAsync(ct);

    /// <summary>Which indices there are, and what makes them.</summary>
    public sealed record Layout(IndexMapReader Maps, IndexSetup Setup, IndexGrowth Growth);
}
