using System.Text.Json;

namespace Collab.Support.Elasticsearch.Engine;

/// <summary>A request as the engine gets it.</summary>
/// <param name="Names">The names in its path.</param>
/// <param name="Query">Its parameters.</param>
/// <param name="Body">Its JSON; undefined when it has none, or lines.</param>
/// <param name="Lines">Its lines, of a bulk request.</param>
internal sealed record EngineRequest(
    IReadOnlyDictionary<string, string> Names, IReadOnlyDictionary<string, string> Query, JsonElement Body, IReadOnlyList<JsonElement> Lines)
{
    public string Name(string part) => Names.GetValueOrDefault(part, "");
}
