using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Collab.Support.Elasticsearch.Engine;

/// <summary>Searches, counts and points in time.</summary>
internal sealed class EngineSearch(EngineCluster cluster, ElasticTrouble trouble, Func<TimeSpan> refreshInterval)
{
    public EngineAnswer Open(EngineRequest request)
    {
        var views = Views(request.Name("index"));
        var id = cluster.NextSnapshot();
        cluster.Snapshots[id] = views;
        return EngineAnswer.Ok(new JsonObject { ["id"] = id, ["_shards"] = EngineAdministration.Shards(views.Count) });
    }

    public EngineAnswer Close(EngineRequest request)
    {
        var isOpen = cluster.Snapshots.Remove(request.Body.GetProperty("id").GetString() ?? "");
        return new EngineAnswer(isOpen ? 200 : 404, new JsonObject { ["succeeded"] = isOpen, ["num_freed"] = isOpen ? 1 : 0 });
    }

    public EngineAnswer Count(EngineRequest request)
    {
        var views = Views(request.Name("index"));
        return EngineAnswer.Ok(new JsonObject { ["count"] = views.Sum(v => v.Documents.Count), ["_shards"] = EngineAdministration.Shards(views.Count) });
    }

    public EngineAnswer Table(EngineRequest request) => EngineAnswer.Ok(new JsonArray([.. Views(request.Name("index")).Select(view =>
    {
        var row = new JsonObject();
        foreach (var column in request.Query["h"].Split(','))
        {
            row[column] = column switch
            {
                "index" => view.Index.Name,
                "docs.count" => view.Documents.Count.ToString(CultureInfo.InvariantCulture),
                "store.size" => (view.Documents.Count * 500).ToString(CultureInfo.InvariantCulture),
                _ => throw EngineException.Illegal($"the column {column} is not known here"),
            };
        }

        return (JsonNode)row;
    })]));

    public EngineAnswer Search(EngineRequest request)
    {
        var body = request.Body;
        var snapshot = body.TryGetProperty("pit", out var pit) ? pit.GetProperty("id").GetString() : null;
        if (snapshot is not null && (request.Names.Count > 0 || request.Query.ContainsKey("preference") || request.Query.ContainsKey("routing")))
            throw new EngineException(400, "action_request_validation_exception", "[indices] cannot be used with point in time. Do not specify any index with point in time.");
        if (snapshot is null && request.Names.Count == 0)
            throw new InvalidOperationException("A search goes over every index of the cluster.");
        var views = snapshot is null ? Views(request.Name("index")) : Snapshot(snapshot);
        if (trouble.LacksShard && request.Query.GetValueOrDefault("allow_partial_search_results") == "false")
            throw new EngineException(503, "search_phase_execution_exception", "Search rejected due to missing shards");
        var answer = Answer(new SearchRun(views, body, snapshot is not null));
        answer["_shards"] = EngineAdministration.Shards(views.Count, trouble.LacksShard ? 1 : 0);
        answer["timed_out"] = trouble.RunsOutOfTime;
        if (snapshot is not null)
            answer["pit_id"] = snapshot;
        return EngineAnswer.Ok(answer);
    }

    private static JsonObject Answer(SearchRun run)
    {
        var hits = new JsonObject { ["max_score"] = run.MaxScore is { } max ? JsonValue.Create((float)max) : null, ["hits"] = new JsonArray([.. run.Page()]) };
        if (run.Total is { } total)
            hits["total"] = total;
        var answer = new JsonObject { ["took"] = 1, ["hits"] = hits };
        if (run.Aggregations() is { } aggregations)
            answer["aggregations"] = aggregations;
        return answer;
    }

    private IReadOnlyList<EngineIndexView> Snapshot(string id) =>
        cluster.Snapshots.TryGetValue(id, out var views) && views.All(v => cluster.Indices.ContainsKey(v.Index.Name))
            ? views
            : throw new EngineException(404, "search_phase_execution_exception", "all shards failed", "search_context_missing_exception");

    private IReadOnlyList<EngineIndexView> Views(string expression) =>
        [.. cluster.Find(expression).Select(i => new EngineIndexView(i, i.Seen(refreshInterval())))];
}
