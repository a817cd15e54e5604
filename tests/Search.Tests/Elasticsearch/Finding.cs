using Collab.Domain.Search;

namespace Collab.Search.Tests.Elasticsearch;

/// <summary>Searches in one line.</summary>
internal static class Finding
{
    /// <summary>The ids that a search finds, in order.</summary>
    public static async Task<IReadOnlyList<long>> FindAsync(this ElasticsearchStage stage, IndexSearch search) =>
        [.. (await stage.Index.SearchAsync(search, CancellationToken.None)).Hits.Select(h => h.Id.Value)];

    public static Task<IReadOnlyList<long>> FindAsync(this ElasticsearchStage stage, string word) => stage.FindAsync(A.Search(word));

    public static Task<IReadOnlyList<long>> FindAsync(this ElasticsearchStage stage, SearchClause wanted) => stage.FindAsync(A.Search(wanted));

    /// <summary>All pages, one by one.</summary>
    public static async Task<IReadOnlyList<long>> FindAllAsync(this ElasticsearchStage stage, IndexSearch search)
    {
        var all = new List<long>();
        SearchHits? page = null;
        do
        {
            page = await stage.Index.SearchAsync(search with { After = page?.Next }, CancellationToken.None);
            all.AddRange(page.Hits.Select(h => h.Id.Value));
        }
        while (page.Next is not null);
        return all;
    }
}
