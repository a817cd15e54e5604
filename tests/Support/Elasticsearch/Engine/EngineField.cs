using System.Text.Json;

namespace Collab.Support.Elasticsearch.Engine;

/// <summary>A field of a mapping.</summary>
internal sealed record EngineField(string Name, string Type, bool IsIndexed, bool HasValues, int IgnoreAbove)
{
    public bool IsNumber => Type is "long" or "integer" or "short" or "byte" or "boolean";

    public static EngineField Read(JsonProperty property)
    {
        var mapping = property.Value;
        var type = mapping.GetProperty("type").GetString() ?? "";
        return new EngineField(
            property.Name, type, Flag(mapping, "index"), type != "text" && Flag(mapping, "doc_values"),
            mapping.TryGetProperty("ignore_above", out var above) ? above.GetInt32() : int.MaxValue);
    }

    /// <summary>A value as the number that is indexed.</summary>
    public long Number(JsonElement value) => Type switch
    {
        "boolean" when value.ValueKind is JsonValueKind.True or JsonValueKind.False => value.GetBoolean() ? 1 : 0,
        "long" when value.TryGetInt64(out var number) => number,
        "integer" when value.TryGetInt32(out var number) => number,
        "short" when value.TryGetInt16(out var number) => number,
        "byte" when value.TryGetSByte(out var number) => number,
        _ => throw new EngineException(400, "document_parsing_exception", $"failed to parse field [{Name}] of type [{Type}]"),
    };

    private static bool Flag(JsonElement mapping, string name) => !mapping.TryGetProperty(name, out var flag) || flag.GetBoolean();
}
