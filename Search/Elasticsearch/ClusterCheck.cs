using System.Globalization;
using System.Text.Json;
using Collab.Domain.Search;
using Collab.Domain.Shared.Events;
using Collab.Search.Elasticsearch.Layout;
using Collab.Search.Elasticsearch.Wire;

namespace Collab.Search.Elasticsearch;

/// <summary>Says how the cluster is, and what to do about it.</summary>
internal sealed class ClusterCheck(ElasticClient client, IndexNames names, IndexMapReader maps)
{
    private const string Wanted = "Use Elasticsearch 8.8 or newer, or 9.";

    private static readonly Version Oldest = new(8, 8);
    private static readonly Version TooNew = new(10, 0);

    public async Task<IndexState> LookAsync(CancellationToken ct)
    {
        var (engine, refusal) = Engine(await client.AskAsync(ElasticRequest.Get("/"), "say its version", ct));
        if (refusal is not null)
            return new IndexState(engine, IndexCondition.Away, 0, null, refusal);
        var map = await maps.RereadAsync(ct);
        if (map.Current.Count == 0)
            return new IndexState(engine, IndexCondition.Degraded, 0, null, "There is no index yet: it is made with the first message. Run ./dev search rebuild to fill it.");
        var (condition, note) = await ConditionAsync(map, ct);
        return condition == IndexCondition.Away
            ? new IndexState(engine, condition, 0, null, note)
            : new IndexState(engine, condition, await CountAsync(ct), await BytesAsync(ct), note);
    }

    private static (string Engine, string? Refusal) Engine(JsonElement root)
    {
        var version = root.TryGetProperty("version", out var there) ? there : default;
        if (Text(version, "distribution") is { } other)
            return ($"{other} {Text(version, "number")}", $"{other} is not supported: it takes part of what Elasticsearch takes. {Wanted}");
        var number = Text(version, "number") ?? "";
        var engine = $"Elasticsearch {number}".TrimEnd();
        return Version.TryParse(number.Split('-')[0], out var parsed) && parsed >= Oldest && parsed < TooNew
            ? (engine, null)
            : (engine, $"This version is not supported. {Wanted}");
    }

    private async Task<(IndexCondition Condition, string? Note)> ConditionAsync(IndexMap map, CancellationToken ct)
    {
        if (map.Current.Any(p => p.Schema > IndexSchema.Version))
            return (IndexCondition.Away, "The index was built by a newer version of Collab. Replace this node, or run ./dev search rebuild.");
        var status = Text(await client.AskAsync(ElasticRequest.Get($"/_cluster/health/{names.Messages}"), "say how it is", ct), "status")?.ToUpperInvariant();
        if (status == "RED")
            return (IndexCondition.Away, "A part of the index is on no node that runs (its health is red). Start the nodes that are missing.");
        if (map.All.Any(p => p.IsBlocked && (p.IsRead || p.IsBuilding)))
            return (IndexCondition.Degraded, "The index is read-only, mostly because a disk is nearly full. Make room; it opens again by itself.");
        if (map.Current.Any(p => p.Schema < IndexSchema.Version))
            return (IndexCondition.Degraded, "The index was built by an older version of Collab. Run ./dev search rebuild; until then some words are not found.");
        return status == "YELLOW"
            ? (IndexCondition.Working, "Copies of some shards are missing (health is yellow), which is normal with a single node.")
            : (IndexCondition.Working, null);
    }

    private async Task<long> CountAsync(CancellationToken ct) =>
        (await client.AskAsync(ElasticRequest.Get($"/{names.Messages}/_count"), "count", ct)).GetProperty("count").GetInt64();

    // Asks for a permission more than the rest; without it the room is unknown, which is no reason to say nothing at all.
    private async Task<long?> BytesAsync(CancellationToken ct)
    {
        try
        {
            var rows = await client.AskAsync(ElasticRequest.Get($"/_cat/indices/{names.Messages}?format=json&bytes=b&h=store.size"), "say how large it is", ct);
            return rows.EnumerateArray()
                .Sum(row => long.TryParse(Text(row, "store.size"), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : 0);
        }
        catch (OutageException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
