using System.Text.Json;
using System.Text.Json.Nodes;

namespace Collab.Support.Elasticsearch.Engine;

/// <summary>Changes, and reading them back by id.</summary>
internal sealed class EngineWrites(EngineCluster cluster, ElasticTrouble trouble)
{
    private int _bulks;

    public EngineAnswer Bulk(EngineRequest request)
    {
        if (trouble.RefusesEveryOtherBulk && ++_bulks % 2 == 1)
            throw new EngineException(429, "es_rejected_execution_exception", "rejected execution of coordinating operation");
        var items = new JsonArray();
        var hasErrors = false;
        for (var at = 0; at < request.Lines.Count; at++)
        {
            var action = request.Lines[at].EnumerateObject().Single();
            JsonElement? source = action.Name == "delete" ? null : request.Lines[++at];
            var item = Item(action.Value, source, items.Count);
            hasErrors |= item.ContainsKey("error");
            items.Add(new JsonObject { [action.Name] = item });
        }

        return EngineAnswer.Ok(new JsonObject { ["took"] = 1, ["errors"] = hasErrors, ["items"] = items });
    }

    public EngineAnswer Get(EngineRequest request)
    {
        var index = cluster.Find(request.Name("index")).Single();
        var documents = request.Body.GetProperty("ids").EnumerateArray().Select(id => Found(index, id.GetString() ?? "", request.Query.GetValueOrDefault("_source") != "false"));
        return EngineAnswer.Ok(new JsonObject { ["docs"] = new JsonArray([.. documents]) });
    }

    private JsonObject Item(JsonElement action, JsonElement? source, int number)
    {
        var (name, id) = (action.GetProperty("_index").GetString() ?? "", action.GetProperty("_id").GetString() ?? "");
        try
        {
            var index = cluster.Indices.GetValueOrDefault(name) ?? throw Missing(name);
            CheckBlocks(index, number);
            return Written(index, id, action, source);
        }
        catch (EngineException fault)
        {
            return new JsonObject { ["_index"] = name, ["_id"] = id, ["status"] = fault.Status, ["error"] = fault.Cause() };
        }
    }

    private JsonObject Written(EngineIndex index, string id, JsonElement action, JsonElement? source)
    {
        if (action.GetProperty("version_type").GetString() != "external_gte")
            throw EngineException.Illegal("only external_gte is known here");
        var (version, there) = (action.GetProperty("version").GetInt64(), index.Find(id));
        if (version < 0)
            throw EngineException.Illegal("illegal version value");
        if (there is not null && version < there.Version)
            throw new EngineException(409, "version_conflict_engine_exception", $"[{id}]: version conflict, current version [{there.Version}] is higher than the one provided [{version}]");
        var isThere = there is { IsDeleted: false };
        index.Write(source is { } json ? EngineDocument.Read(index, id, version, json, cluster.NextOrder()) : EngineDocument.Deleted(index.Name, id, version));
        var (result, status) = source is null ? (isThere ? ("deleted", 200) : ("not_found", 404)) : isThere ? ("updated", 200) : ("created", 201);
        return new JsonObject
        {
            ["_index"] = index.Name,
            ["_id"] = id,
            ["_version"] = version,
            ["result"] = result,
            ["_shards"] = EngineAdministration.Shards(1),
            ["_seq_no"] = cluster.NextOrder(),
            ["_primary_term"] = 1,
            ["status"] = status,
        };
    }

    private void CheckBlocks(EngineIndex index, int number)
    {
        if (trouble.IsFlooded)
            throw new EngineException(429, "cluster_block_exception", $"index [{index.Name}] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block];");
        if (trouble.IsReadOnly)
            throw new EngineException(403, "cluster_block_exception", $"index [{index.Name}] blocked by: [FORBIDDEN/5/index read-only (api)];");
        if (trouble.RefusesEveryNth > 0 && trouble.Refuse() % trouble.RefusesEveryNth == 0)
            throw new EngineException(trouble.RefusalStatus, trouble.RefusalStatus == 429 ? "es_rejected_execution_exception" : "unavailable_shards_exception", $"item {number} was not taken");
    }

    private EngineException Missing(string name) =>
        cluster.TemplateFor(name)?["allow_auto_create"]?.GetValue<bool>() == false
            ? EngineException.NoIndex(name)
            : throw new InvalidOperationException($"The index {name} would be made by itself, without what it needs.");

    private static JsonObject Found(EngineIndex index, string id, bool withSource)
    {
        if (index.Find(id) is not { IsDeleted: false } document)
            return new JsonObject { ["_index"] = index.Name, ["_id"] = id, ["found"] = false };
        var found = new JsonObject { ["_index"] = index.Name, ["_id"] = id, ["_version"] = document.Version, ["_seq_no"] = document.Order, ["_primary_term"] = 1, ["found"] = true };
        if (withSource)
            found["_source"] = document.Source.DeepClone();
        return found;
    }
}
