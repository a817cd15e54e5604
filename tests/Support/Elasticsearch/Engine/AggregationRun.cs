using System.Text.Json;
using System.Text.Json.Nodes;

namespace Collab.Support.Elasticsearch.Engine;

/// <summary>Counts by value.</summary>
internal static class AggregationRun
{
    public static JsonObject Of(JsonElement asked, IReadOnlyList<EngineDocument> documents, QueryScorer scorer)
    {
        var answer = new JsonObject();
        foreach (var aggregation in asked.EnumerateObject())
            answer[aggregation.Name] = One(aggregation.Value, documents, scorer);
        return answer;
    }

    /// <summary>What is wrong with them whatever the documents are.</summary>
    public static void Check(JsonElement holder, IReadOnlyList<EngineIndexView> views, QueryScorer scorer)
    {
        if (!holder.TryGetProperty("aggregations", out var asked))
            return;
        foreach (var aggregation in asked.EnumerateObject().Select(a => a.Value))
        {
            if (aggregation.TryGetProperty("filter", out var filter))
                scorer.Check(filter);
            if (aggregation.TryGetProperty("terms", out var terms) && views.Any(v => !v.Index.Fields[terms.GetProperty("field").GetString() ?? ""].HasValues))
                throw EngineException.Illegal("Can't load fielddata because fielddata is unsupported on fields without doc values");
            Check(aggregation, views, scorer);
        }
    }

    private static JsonObject One(JsonElement asked, IReadOnlyList<EngineDocument> documents, QueryScorer scorer)
    {
        if (asked.TryGetProperty("terms", out var terms))
            return Terms(terms, documents);
        var filter = asked.GetProperty("filter");
        var inside = documents.Where(d => scorer.Score(filter, d) is not null).ToList();
        var answer = asked.TryGetProperty("aggregations", out var inner) ? Of(inner, inside, scorer) : [];
        answer["doc_count"] = inside.Count;
        return answer;
    }

    private static JsonObject Terms(JsonElement terms, IReadOnlyList<EngineDocument> documents)
    {
        var (field, size) = (terms.GetProperty("field").GetString() ?? "", terms.TryGetProperty("size", out var most) ? most.GetInt32() : 10);
        var counts = documents.SelectMany(d => d.Numbers(field).Distinct()).GroupBy(v => v).Select(g => (Key: g.Key, Count: g.Count())).ToList();
        // By default equal counts come by rising key.
        var isDown = terms.TryGetProperty("order", out var order) && order.ValueKind == JsonValueKind.Array
            && order.EnumerateArray().Any(o => o.TryGetProperty("_key", out var key) && key.GetString() == "desc");
        var sorted = counts.OrderByDescending(c => c.Count).ThenBy(c => isDown ? -c.Key : c.Key).ToList();
        return new JsonObject
        {
            ["doc_count_error_upper_bound"] = 0,
            ["sum_other_doc_count"] = sorted.Skip(size).Sum(c => c.Count),
            ["buckets"] = new JsonArray([.. sorted.Take(size).Select(c => new JsonObject { ["key"] = c.Key, ["doc_count"] = c.Count })]),
        };
    }
}
