using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Collab.Infrastructure.Storage;

/// <summary>The JSON that is stored in columns and sent between nodes: compact, nulls left out.</summary>
internal static class Json
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        // Only nulls: a required zero or false that is left out cannot be read back.
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // Stored and sent between our own nodes, never into a page: emoji and letters of all scripts stay readable and short.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string? WriteList<T>(IReadOnlyCollection<T> items) => items.Count == 0 ? null : JsonSerializer.Serialize(items, Options);

    public static IReadOnlyList<T> ReadList<T>(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<T>>(json, Options) ?? [];

    public static string? Write<T>(T? value)
        where T : class => value is null ? null : JsonSerializer.Serialize(value, Options);

    public static T? Read<T>(string? json)
        where T : class => json is null ? null : JsonSerializer.Deserialize<T>(json, Options);
}
