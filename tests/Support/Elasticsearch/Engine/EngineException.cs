using System.Text.Json.Nodes;

namespace Collab.Support.Elasticsearch.Engine;

/// <summary>What Elasticsearch answers with an error.</summary>
internal sealed class EngineException(int status, string type, string reason, string? root = null) : Exception(reason)
{
    public int Status => status;

    public string Type => type;

    public JsonObject Cause() => new() { ["type"] = type, ["reason"] = Message };

    public EngineAnswer Answer()
    {
        var error = Cause();
        error["root_cause"] = new JsonArray(new JsonObject { ["type"] = root ?? type, ["reason"] = Message });
        return new EngineAnswer(status, new JsonObject { ["error"] = error, ["status"] = status });
    }

    public static EngineException NoIndex(string name) => new(404, "index_not_found_exception", $"no such index [{name}]");

    public static EngineException Illegal(string reason) => new(400, "illegal_argument_exception", reason);
}
