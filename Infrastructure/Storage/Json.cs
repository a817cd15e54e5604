using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Collab.Infrastructure.Storage;

/// <summary>The JSON that is stored in columns and sent between nodes: compact, nulls and defaults left out.</summary>
internal static class Json
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { WriteWhatIsRequired } },
        // Stored and sent between our own nodes, never into a page: emoji and letters of all scripts stay readable and short.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string? WriteList<T>(IReadOnlyCollection<T> items) => items.Count == 0 ? null : JsonSerializer.Serialize(items, Options);

    public static IReadOnlyList<T> ReadList<T>(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<T>>(json, Options) ?? [];

    public static string? Write<T>(T? value)
        where T : class => value is null ? null : JsonSerializer.Serialize(value, Options);

    public static T? Read<T>(string? json)
        where T : class => json is null ? null : JsonSerializer.Deserialize<T>(json, Options);

    // A required property must be there to be read, so it is written also when it is a default: kind 0 is a kind.
    private static void WriteWhatIsRequired(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(p => p.IsRequired))
            property.ShouldSerialize = static (_, _) => true;
    }
}
