using System.Text.Json;
using Collab.Domain.Search;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Search.Elasticsearch.Layout;

namespace Collab.Search.Elasticsearch.Searching;

/// <summary>Reads what a search found. Numbers are read as they are written, never through a floating one.</summary>
internal static class SearchAnswer
{
    /// <summary>Refuses an answer that lacks something: nobody could tell it from one that does not.</summary>
    public static JsonElement Whole(JsonElement body)
    {
        var isPartial = (body.TryGetProperty("timed_out", out var late) && late.GetBoolean())
            || (body.TryGetProperty("_shards", out var shards) && shards.GetProperty("failed").GetInt64() > 0);
        return isPartial ? throw new OutageException("Search is not complete at the moment: a part of Elasticsearch did not answer.") : body;
    }

    /// <summary>The hits of a page.</summary>
    public static SearchHits Hits(JsonElement body, IndexSearch search, SearchPosition? next)
    {
        var found = body.GetProperty("hits");
        var hits = found.GetProperty("hits").EnumerateArray().Take(search.Limit).Select(Hit).ToList();
        var total = Math.Min(SearchHits.CountedUpTo + 1, found.GetProperty("total").GetProperty("value").GetInt64());
        return new SearchHits(hits, total, search.WantsFacets ? Facets(body.GetProperty("aggregations")) : SearchHits.None.Facets, next?.Write());
    }

    /// <summary>Where the next page begins; null when this one is the last.</summary>
    public static SearchPosition? Next(JsonElement body, IndexSearch search, long now)
    {
        var hits = body.GetProperty("hits").GetProperty("hits");
        if (search.Limit == 0 || hits.GetArrayLength() <= search.Limit)
            return null;
        var last = hits[search.Limit - 1].GetProperty("sort");
        return new SearchPosition(search.Sort, now, last[0].GetRawText(), last[1].GetInt64(), null);
    }

    private static SearchHit Hit(JsonElement hit)
    {
        var source = hit.GetProperty("_source");
        return new SearchHit(
            new MessageId(source.GetProperty(Field.Id).GetInt64()), new StreamId(source.GetProperty(Field.Stream).GetInt64()),
            source.GetProperty(Field.Seq).GetInt64(), new StreamId(source.GetProperty(Field.Place).GetInt64()),
            source.TryGetProperty(Field.Root, out var root) ? root.GetInt64() : null,
            hit.TryGetProperty("_score", out var score) && score.ValueKind == JsonValueKind.Number ? score.GetDouble() : 0);
    }

    private static Dictionary<SearchFacet, IReadOnlyList<FacetCount>> Facets(JsonElement aggregations) =>
        Enum.GetValues<SearchFacet>().ToDictionary(facet => facet, facet => Values(aggregations.GetProperty(facet.ToString())));

    private static IReadOnlyList<FacetCount> Values(JsonElement facet) =>
        [.. facet.GetProperty("values").GetProperty("buckets").EnumerateArray()
            .Select(b => new FacetCount(b.GetProperty("key").GetInt64(), b.GetProperty("doc_count").GetInt64()))];
}
