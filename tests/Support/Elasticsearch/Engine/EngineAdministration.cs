using System.Text.Json;
using System.Text.Json.Nodes;

namespace Collab.Support.Elasticsearch.Engine;

/// <summary>Indices, templates and aliases.</summary>
internal sealed class EngineAdministration(EngineCluster cluster)
{
    public EngineAnswer PutTemplate(EngineRequest request)
    {
        var template = Object(request.Body);
        var missing = (template["composed_of"] as JsonArray ?? []).Select(c => $"{c}").Except((template["ignore_missing_component_templates"] as JsonArray ?? []).Select(c => $"{c}")).ToList();
        if (missing.Count > 0)
            throw EngineException.Illegal($"index template specifies component templates {string.Join(',', missing)} that do not exist");
        cluster.Templates[request.Name("name")] = template;
        return EngineAnswer.Acknowledged();
    }

    public EngineAnswer GetTemplate(EngineRequest request)
    {
        var name = request.Name("name");
        if (!cluster.Templates.TryGetValue(name, out var template))
            throw new EngineException(404, "resource_not_found_exception", $"index template matching [{name}] not found");
        return EngineAnswer.Ok(new JsonObject
        {
            ["index_templates"] = new JsonArray(new JsonObject { ["name"] = name, ["index_template"] = template.DeepClone() }),
        });
    }

    public EngineAnswer DeleteTemplate(EngineRequest request) =>
        cluster.Templates.Remove(request.Name("name")) ? EngineAnswer.Acknowledged() : throw new EngineException(404, "resource_not_found_exception", "index template not found");

    public EngineAnswer Create(EngineRequest request)
    {
        var name = request.Name("index");
        if (cluster.Indices.ContainsKey(name))
            throw new EngineException(400, "resource_already_exists_exception", $"index [{name}] already exists");
        var body = request.Body.ValueKind == JsonValueKind.Undefined ? [] : Object(request.Body);
        var template = cluster.TemplateFor(name)?["template"] as JsonObject ?? [];
        var settings = Merge(template["settings"] as JsonObject, body["settings"] as JsonObject);
        var index = new EngineIndex(name, settings, Merge(template["mappings"] as JsonObject, body["mappings"] as JsonObject));
        foreach (var (alias, options) in body["aliases"] as JsonObject ?? [])
            index.Aliases[alias] = options?.DeepClone() as JsonObject ?? [];
        cluster.Indices[name] = index;
        return EngineAnswer.Ok(new JsonObject { ["acknowledged"] = true, ["shards_acknowledged"] = true, ["index"] = name });
    }

    public EngineAnswer Get(EngineRequest request)
    {
        var answer = new JsonObject();
        foreach (var index in cluster.Find(request.Name("index"), request.Query.GetValueOrDefault("allow_no_indices", "true") == "true"))
        {
            var aliases = new JsonObject();
            foreach (var (alias, options) in index.Aliases)
                aliases[alias] = options.DeepClone();
            answer[index.Name] = new JsonObject { ["aliases"] = aliases, ["mappings"] = index.Mappings.DeepClone(), ["settings"] = Texts(index.Settings) };
        }

        return EngineAnswer.Ok(answer);
    }

    public EngineAnswer Delete(EngineRequest request)
    {
        var expression = request.Name("index");
        if (expression.Contains('*', StringComparison.Ordinal))
            throw EngineException.Illegal("Wildcard expressions or all indices are not allowed");
        foreach (var index in cluster.Find(expression))
            cluster.Indices.Remove(index.Name);
        return EngineAnswer.Acknowledged();
    }

    public EngineAnswer UpdateAliases(EngineRequest request)
    {
        var actions = request.Body.GetProperty("actions").EnumerateArray().Select(a => a.EnumerateObject().Single()).ToList();
        // All or nothing: names are looked up before anything changes.
        foreach (var action in actions)
            cluster.Find(action.Value.GetProperty("index").GetString() ?? "");
        foreach (var action in actions)
            Apply(action.Name, action.Value);
        return EngineAnswer.Acknowledged();
    }

    public EngineAnswer Refresh(EngineRequest request)
    {
        var indices = cluster.Find(request.Name("index"), allowsNone: true);
        foreach (var index in indices)
            index.Refresh();
        return EngineAnswer.Ok(new JsonObject { ["_shards"] = Shards(indices.Count) });
    }

    public static JsonObject Shards(int count, int failed = 0) => new() { ["total"] = count, ["successful"] = count - failed, ["skipped"] = 0, ["failed"] = failed };

    private void Apply(string verb, JsonElement what)
    {
        foreach (var index in cluster.Find(what.GetProperty("index").GetString() ?? ""))
        {
            if (verb == "remove_index")
                cluster.Indices.Remove(index.Name);
            else if (verb == "add")
                index.Aliases[what.GetProperty("alias").GetString() ?? ""] = [];
            else if (!index.Aliases.Remove(what.GetProperty("alias").GetString() ?? ""))
                throw new EngineException(404, "aliases_not_found_exception", "aliases missing");
        }
    }

    private static JsonObject Merge(JsonObject? under, JsonObject? over)
    {
        var merged = under?.DeepClone() as JsonObject ?? [];
        foreach (var (name, value) in over ?? [])
            merged[name] = merged[name] is JsonObject there && value is JsonObject more ? Merge(there, more) : value?.DeepClone();
        return merged;
    }

    // Settings are answered as texts, whatever they were given as.
    private static JsonNode? Texts(JsonNode? node)
    {
        if (node is not JsonObject there)
            return node is null ? null : $"{node}";
        var texts = new JsonObject();
        foreach (var (name, value) in there)
            texts[name] = Texts(value);
        return texts;
    }

    private static JsonObject Object(JsonElement body) => JsonNode.Parse(body.GetRawText()) as JsonObject ?? [];
}
