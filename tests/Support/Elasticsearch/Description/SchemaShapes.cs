using System.Text.Json;

namespace Collab.Support.Elasticsearch.Description;

/// <summary>Puts the objects of a description together.</summary>
internal sealed class SchemaShapes(JsonElement document)
{
    private const string Prefix = "#/components/";
    private const string Schemas = "#/components/schemas/";
    private const string Decay = """{"type":"object","properties":{"origin":{"type":"number"},"scale":{"type":"number"},"offset":{"type":"number"},"decay":{"type":"number"}},"required":["origin","scale"]}""";
    private const string FieldSort = """{"type":"object","properties":{"order":{"type":"string","enum":["asc","desc"]},"missing":{"type":"string"},"unmapped_type":{"type":"string"},"mode":{"type":"string"},"format":{"type":"string"},"numeric_type":{"type":"string"}}}""";

    // Objects that have properties named by a field or a request: the description drops what they look like.
    private static readonly Dictionary<string, JsonElement> NamedElsewhere = new()
    {
        ["_types.query_dsl.TermsQuery"] = Json("""{"type":"array","items":{"oneOf":[{"type":"number"},{"type":"string"},{"type":"boolean"}]}}"""),
        ["_types.query_dsl.NumericDecayFunction"] = Json(Decay),
        ["_types.SortOptions"] = Json(FieldSort),
        ["_types.aggregations.FilterAggregate"] = Json("""{"$ref":"#/components/schemas/_types.aggregations.Aggregate"}"""),
    };

    // What clusters of one's own take and the description, which is of Elastic's own service, leaves out.
    private static readonly Dictionary<string, JsonElement> OfClusters = new()
    {
        ["indices._types.IndexSettings"] = Json("""{"type":"object","properties":{"number_of_shards":{"oneOf":[{"type":"number"},{"type":"string"}]},"number_of_replicas":{"oneOf":[{"type":"number"},{"type":"string"}]}}}"""),
    };

    // A weight alone is a function as well; the description counts only those with a name.
    private static readonly HashSet<string> MayBeEmpty = ["_types.query_dsl.FunctionScoreContainer"];

    private readonly Dictionary<string, SchemaShape> _known = [];
    private readonly Lock _lock = new();

    /// <summary>An object of which nothing is said is whatever users put there.</summary>
    public static bool IsAnything(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("type", out var type) && type.GetString() == "object"
        && !schema.TryGetProperty("properties", out _) && !schema.TryGetProperty("additionalProperties", out _) && !schema.TryGetProperty("allOf", out _);

    public bool Has(string name) => document.GetProperty("components").GetProperty("schemas").TryGetProperty(name, out _);

    public JsonElement Named(string name) => document.GetProperty("components").GetProperty("schemas").GetProperty(name);

    public JsonElement Target(string reference)
    {
        var at = reference[Prefix.Length..].IndexOf('/', StringComparison.Ordinal) + Prefix.Length;
        return document.GetProperty("components").GetProperty(reference[Prefix.Length..at]).GetProperty(reference[(at + 1)..]);
    }

    public JsonElement Resolve(JsonElement element)
    {
        while (element.TryGetProperty("$ref", out var reference))
            element = Target(reference.GetString()!); // a reference is a text
        return element;
    }

    /// <summary>Whether it refers to an object of which the description leaves something out, so that its name matters.</summary>
    public static bool IsSpecial(JsonElement schema) => NameOf(schema) is { } name && (NamedElsewhere.ContainsKey(name) || OfClusters.ContainsKey(name) || MayBeEmpty.Contains(name));

    /// <summary>An object as a schema describes it; by its name, when it has one, it is known quickly.</summary>
    public SchemaShape Of(JsonElement schema, string? name = null)
    {
        var key = name ?? schema.GetRawText();
        lock (_lock)
        {
            if (_known.TryGetValue(key, out var known))
                return known;
            var shape = new SchemaShape();
            Add(shape, schema, isCounted: true);
            return _known[key] = shape;
        }
    }

    private void Add(SchemaShape shape, JsonElement schema, bool isCounted)
    {
        var name = NameOf(schema);
        if (name is not null && NamedElsewhere.TryGetValue(name, out var extra))
            shape.Additional = extra;
        if (name is not null && OfClusters.TryGetValue(name, out var more))
            AddOwn(shape, more, isCounted);
        isCounted &= name is null || !MayBeEmpty.Contains(name);
        schema = Resolve(schema);
        if (schema.TryGetProperty("allOf", out var all))
        {
            foreach (var part in all.EnumerateArray())
                Add(shape, part, isCounted);
        }

        AddOwn(shape, schema, isCounted);
    }

    private static void AddOwn(SchemaShape shape, JsonElement schema, bool isCounted)
    {
        var names = new HashSet<string>();
        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject())
            {
                shape.Properties[property.Name] = property.Value;
                names.Add(property.Name);
            }
        }

        if (schema.TryGetProperty("additionalProperties", out var additional) && additional.ValueKind == JsonValueKind.Object)
            shape.Additional = additional;
        if (schema.TryGetProperty("required", out var required))
            shape.Required.UnionWith(required.EnumerateArray().Select(r => r.ToString()));
        if (schema.TryGetProperty("maxProperties", out var most))
            shape.Counts.Add(new PropertyCount(names.Count == 0 || shape.Additional is not null ? null : names, isCounted ? Least(schema) : 0, most.GetInt32()));
    }

    private static int Least(JsonElement schema) => schema.TryGetProperty("minProperties", out var least) ? least.GetInt32() : 0;

    private static string? NameOf(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("$ref", out var reference) && reference.GetString() is { } text && text.StartsWith(Schemas, StringComparison.Ordinal)
            ? text[Schemas.Length..]
            : null;

    private static JsonElement Json(string text)
    {
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }
}
