using System.Text.Json.Nodes;

namespace Collab.Support.Elasticsearch.Engine;

/// <summary>An answer of the engine.</summary>
internal sealed record EngineAnswer(int Status, JsonNode Body)
{
    public static EngineAnswer Ok(JsonNode body) => new(200, body);

    public static EngineAnswer Acknowledged() => Ok(new JsonObject { ["acknowledged"] = true });
}
