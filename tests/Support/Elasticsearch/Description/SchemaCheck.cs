using System.Globalization;
using System.Text.Json;

namespace Collab.Support.Elasticsearch.Description;

/// <summary>
/// Checks JSON against the schemas of a description, as strictly as they can be read: where they name properties, others
/// are refused, which plain JSON Schema would let pass.
/// </summary>
internal sealed class SchemaCheck(JsonElement document)
{
    private readonly SchemaShapes _shapes = new(document);

    /// <summary>What a reference points to; anything else as it is.</summary>
    public JsonElement Resolve(JsonElement element) => _shapes.Resolve(element);

    /// <summary>What is wrong with a value; nothing when it fits.</summary>
    public IReadOnlyList<string> Check(JsonElement schema, JsonElement value)
    {
        var faults = new List<string>();
        Check(schema, value, "$", faults);
        return faults;
    }

    /// <summary>The same by the name of a schema.</summary>
    public IReadOnlyList<string> CheckNamed(string name, JsonElement value) => Check(_shapes.Named(name), value);

    /// <summary>What is wrong with an error; documents without errors describe none.</summary>
    public IReadOnlyList<string> CheckError(JsonElement value) => _shapes.Has("_types.ErrorResponseBase") ? CheckNamed("_types.ErrorResponseBase", value) : [];

    /// <summary>Whether a parameter in an address takes a text: addresses know no types.</summary>
    public bool CheckText(JsonElement schema, string text)
    {
        var readings = new List<string> { JsonSerializer.Serialize(text), JsonSerializer.Serialize(text.Split(',')) };
        if (text is "true" or "false" || decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out _))
            readings.Add(text);
        return readings.Any(reading =>
        {
            using var json = JsonDocument.Parse(reading);
            return Check(schema, json.RootElement).Count == 0;
        });
    }

    private void Check(JsonElement schema, JsonElement value, string at, List<string> faults)
    {
        (schema, var name) = Unwrap(schema);
        if (SchemaShapes.IsAnything(schema) || (value.ValueKind == JsonValueKind.Null && IsNullable(schema)))
            return;
        if (schema.TryGetProperty("discriminator", out var discriminator))
            CheckMapped(discriminator, value, at, faults);
        else if (schema.TryGetProperty("oneOf", out var some) || schema.TryGetProperty("anyOf", out some))
            CheckOne(some, value, at, faults);
        else if (SchemaShapes.IsSpecial(schema) || schema.TryGetProperty("allOf", out _) || Text(schema, "type") == "object")
            CheckObject(_shapes.Of(schema, name), value, at, faults);
        else
            CheckPlain(schema, value, at, faults);
    }

    // References, and what is wrapped to stand beside a default.
    private (JsonElement Schema, string? Name) Unwrap(JsonElement schema)
    {
        string? name = null;
        while (true)
        {
            if (schema.TryGetProperty("$ref", out var reference))
                name = reference.GetString();
            if (SchemaShapes.IsSpecial(schema))
                return (schema, name);
            if (reference.ValueKind == JsonValueKind.String)
                schema = _shapes.Target(name!); // a reference is a text
            else if (schema.TryGetProperty("allOf", out var all) && all.GetArrayLength() == 1 && !schema.TryGetProperty("properties", out _))
                (schema, name) = (all[0], null);
            else
                return (schema, name);
        }
    }

    private void CheckOne(JsonElement some, JsonElement value, string at, List<string> faults)
    {
        List<string>? closest = null;
        foreach (var schema in some.EnumerateArray())
        {
            var found = new List<string>();
            Check(schema, value, at, found);
            if (found.Count == 0)
                return;
            // The one that got furthest is the one that was meant.
            if (closest is null || found.Max(f => f.Length) > closest.Max(f => f.Length))
                closest = found;
        }

        faults.AddRange(closest ?? []);
    }

    private void CheckMapped(JsonElement discriminator, JsonElement value, string at, List<string> faults)
    {
        var name = discriminator.GetProperty("propertyName").GetString()!; // required by OpenAPI
        var kind = value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var text) ? text.ToString() : "object";
        if (discriminator.GetProperty("mapping").TryGetProperty(kind, out var target))
            CheckObject(_shapes.Of(_shapes.Target(target.GetString()!), target.GetString()), value, at, faults); // a reference
        else
            faults.Add($"{at}: there is no {name} {kind}");
    }

    private void CheckObject(SchemaShape shape, JsonElement value, string at, List<string> faults)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            faults.Add($"{at}: {value.ValueKind} is no object");
            return;
        }

        foreach (var property in value.EnumerateObject())
        {
            if (shape.Properties.TryGetValue(property.Name, out var schema))
                Check(schema, property.Value, $"{at}.{property.Name}", faults);
            else if (shape.Additional is { } additional)
                Check(additional, property.Value, $"{at}.{property.Name}", faults);
            else
                faults.Add($"{at}: {property.Name} is not known");
        }

        faults.AddRange(shape.Required.Where(name => !value.TryGetProperty(name, out _)).Select(name => $"{at}: {name} is missing"));
        foreach (var count in shape.Counts)
        {
            var there = value.EnumerateObject().Count(p => count.Names is null || count.Names.Contains(p.Name));
            if (there < count.Least || there > count.Most)
                faults.Add($"{at}: {there} properties where {count.Least} to {count.Most} may be");
        }
    }

    private void CheckPlain(JsonElement schema, JsonElement value, string at, List<string> faults)
    {
        var type = Text(schema, "type");
        var fits = type switch
        {
            "string" => value.ValueKind == JsonValueKind.String,
            "number" => value.ValueKind == JsonValueKind.Number,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "array" => value.ValueKind == JsonValueKind.Array,
            _ => true,
        };
        if (!fits)
            faults.Add($"{at}: {value.ValueKind} is no {type}");
        else if (schema.TryGetProperty("enum", out var values) && !values.EnumerateArray().Any(v => v.ToString() == value.ToString()))
            faults.Add($"{at}: {value} is none of {values}");
        else if (type == "array" && schema.TryGetProperty("items", out var items))
            CheckItems(items, value, at, faults);
    }

    private void CheckItems(JsonElement items, JsonElement value, string at, List<string> faults)
    {
        var number = 0;
        foreach (var item in value.EnumerateArray())
            Check(items, item, string.Create(CultureInfo.InvariantCulture, $"{at}[{number++}]"), faults);
    }

    private static bool IsNullable(JsonElement schema) => schema.TryGetProperty("nullable", out var nullable) && nullable.GetBoolean();

    private static string? Text(JsonElement schema, string name) => schema.TryGetProperty(name, out var value) ? value.GetString() : null;
}
