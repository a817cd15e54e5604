using System.Text.Json.Nodes;

namespace Collab.Support.Elasticsearch.Engine;

/// <summary>What the cluster says of itself.</summary>
internal sealed class EngineHealth(EngineCluster cluster, ElasticTrouble trouble)
{
    public EngineAnswer Info()
    {
        var version = new JsonObject
        {
            ["number"] = trouble.Version,
            ["build_flavor"] = "default",
            ["build_type"] = "docker",
            ["build_hash"] = "0",
            ["build_date"] = "2026-01-01T00:00:00.000000000Z",
            ["build_snapshot"] = false,
            ["lucene_version"] = "10.2.2",
            ["minimum_wire_compatibility_version"] = "8.19.0",
            ["minimum_index_compatibility_version"] = "8.0.0",
        };
        if (trouble.Distribution is { } distribution)
            version["distribution"] = distribution;
        return EngineAnswer.Ok(new JsonObject
        {
            ["name"] = "node-1",
            ["cluster_name"] = "conformance",
            ["cluster_uuid"] = "AAAAAAAAAAAAAAAAAAAAAA",
            ["version"] = version,
            ["tagline"] = "You Know, for Search",
        });
    }

    public EngineAnswer Health(EngineRequest request)
    {
        var shards = cluster.Find(request.Name("index") is { Length: > 0 } name ? name : "*", allowsNone: true).Count;
        var missing = trouble.IsRed || trouble.IsYellow ? 1 : 0;
        return EngineAnswer.Ok(new JsonObject
        {
            ["cluster_name"] = "conformance",
            ["status"] = trouble.IsRed ? "red" : trouble.IsYellow ? "yellow" : "green",
            ["timed_out"] = false,
            ["number_of_nodes"] = 1,
            ["number_of_data_nodes"] = 1,
            ["active_primary_shards"] = shards,
            ["active_shards"] = shards,
            ["relocating_shards"] = 0,
            ["initializing_shards"] = 0,
            ["unassigned_shards"] = missing,
            ["unassigned_primary_shards"] = trouble.IsRed ? 1 : 0,
            ["delayed_unassigned_shards"] = 0,
            ["number_of_pending_tasks"] = 0,
            ["number_of_in_flight_fetch"] = 0,
            ["task_max_waiting_in_queue_millis"] = 0,
            ["active_shards_percent_as_number"] = 100.0,
        });
    }
}
