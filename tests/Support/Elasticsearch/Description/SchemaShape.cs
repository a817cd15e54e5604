using System.Text.Json;

namespace Collab.Support.Elasticsearch.Description;

/// <summary>An object as a schema and all that it is put together from describe it.</summary>
internal sealed class SchemaShape
{
    public Dictionary<string, JsonElement> Properties { get; } = [];

    public HashSet<string> Required { get; } = [];

    /// <summary>What properties without a name of their own look like; null when there are none.</summary>
    public JsonElement? Additional { get; set; }

    public List<PropertyCount> Counts { get; } = [];
}

/// <summary>How many of some properties there are.</summary>
internal sealed record PropertyCount(IReadOnlySet<string>? Names, int Least, int Most);
