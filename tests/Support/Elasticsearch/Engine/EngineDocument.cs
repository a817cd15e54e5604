using System.Text.Json;
using System.Text.Json.Nodes;

namespace Collab.Support.Elasticsearch.Engine;

/// <summary>A document as it is indexed.</summary>
internal sealed class EngineDocument
{
    private readonly Dictionary<string, long[]> _numbers = [];
    private readonly Dictionary<string, HashSet<string>> _keywords = [];
    private readonly Dictionary<string, string[]> _texts = [];

    private EngineDocument(string index, string id, long version, JsonObject source) => (Index, Id, Version, Source) = (index, id, version, source);

    public string Index { get; }

    public string Id { get; }

    public long Version { get; }

    /// <summary>What may be read back.</summary>
    public JsonObject Source { get; }

    /// <summary>The order in which documents came.</summary>
    public long Order { get; init; }

    /// <summary>A deletion that is remembered.</summary>
    public bool IsDeleted { get; private init; }

    public static EngineDocument Deleted(string index, string id, long version) => new(index, id, version, []) { IsDeleted = true };

    public static EngineDocument Read(EngineIndex index, string id, long version, JsonElement source, long order)
    {
        var document = new EngineDocument(index.Name, id, version, []) { Order = order };
        foreach (var property in source.EnumerateObject())
        {
            if (!index.Fields.TryGetValue(property.Name, out var field))
                throw new EngineException(400, "strict_dynamic_mapping_exception", $"mapping set to strict, dynamic introduction of [{property.Name}] within [_doc] is not allowed");
            document.Add(field, property.Value);
            if (!index.Excluded.Contains(property.Name))
                document.Source[property.Name] = JsonNode.Parse(property.Value.GetRawText());
        }

        return document;
    }

    public IReadOnlyList<long> Numbers(string field) => _numbers.GetValueOrDefault(field, []);

    public IReadOnlyCollection<string> Keywords(string field) => _keywords.TryGetValue(field, out var values) ? values : [];

    public bool HasKeyword(string field, string value) => _keywords.TryGetValue(field, out var values) && values.Contains(value);

    public IReadOnlyList<string> Words(string field) => _texts.GetValueOrDefault(field, []);

    private void Add(EngineField field, JsonElement value)
    {
        var values = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToList() : [value];
        if (field.IsNumber)
            _numbers[field.Name] = [.. values.Select(field.Number)];
        else if (field.Type == "keyword")
            _keywords[field.Name] = [.. values.Select(Text).Where(t => t.Length <= field.IgnoreAbove)];
        else
            _texts[field.Name] = [.. values.SelectMany(v => Text(v).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))];

        string Text(JsonElement element) => element.ValueKind == JsonValueKind.String
            ? element.GetString() ?? ""
            : throw new EngineException(400, "document_parsing_exception", $"failed to parse field [{field.Name}] of type [{field.Type}]");
    }
}
