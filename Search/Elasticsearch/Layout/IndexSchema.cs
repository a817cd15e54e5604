using System.Globalization;
using System.Text.Json.Nodes;
using Collab.Domain.Shared.Ids;

namespace Collab.Search.Elasticsearch.Layout;

/// <summary>
/// What an index looks like inside. Ids and times are whole numbers with doc values where something sorts, counts or
/// scores by them; text comes in words already and stays in no place from which it could be read back.
/// </summary>
internal static class IndexSchema
{
    /// <summary>Rises with every change of what is indexed, how words are folded included; an older index has to be built anew.</summary>
    public const int Version = 1;

    // Two letters and more are typed all the time and begin a great many words; these get postings of their own.
    private const int LongestQuickPrefix = 4;

    /// <summary>What no answer may contain.</summary>
    public static IReadOnlyList<string> Texts { get; } = [Field.Words, Field.Codes, Field.Parts];

    /// <summary>The template of all indices. Nothing but <see cref="Index"/> makes one: a late write must not bring back what was deleted.</summary>
    public static JsonObject Template(IndexNames names) => new()
    {
        ["index_patterns"] = new JsonArray(names.Pattern),
        ["priority"] = 500,
        ["version"] = Version,
        ["allow_auto_create"] = false,
        ["composed_of"] = new JsonArray(names.Custom),
        ["ignore_missing_component_templates"] = new JsonArray(names.Custom),
        ["template"] = new JsonObject { ["settings"] = Settings(), ["mappings"] = Mappings() },
    };

    /// <summary>An index: what the template leaves open.</summary>
    public static JsonObject Index(ElasticsearchOptions options, MessageId from, string? alias) => new()
    {
        ["settings"] = new JsonObject
        {
            ["index"] = new JsonObject { ["number_of_shards"] = options.Shards, ["number_of_replicas"] = options.Replicas },
        },
        ["mappings"] = new JsonObject
        {
            ["_meta"] = new JsonObject { ["schema"] = Version, ["from"] = from.Value.ToString(CultureInfo.InvariantCulture) },
        },
        ["aliases"] = alias is null ? new JsonObject() : new JsonObject { [alias] = new JsonObject() },
    };

    private static JsonObject Settings() => new()
    {
        ["index"] = new JsonObject
        {
            // Given, so that an index without searches is refreshed as well.
            ["refresh_interval"] = "1s",
            // Deletions are remembered, so that an older change that comes late brings nothing back.
            ["gc_deletes"] = "1h",
            ["translog"] = new JsonObject { ["durability"] = "request" },
        },
    };

    private static JsonObject Mappings() => new()
    {
        ["dynamic"] = "strict",
        ["_source"] = new JsonObject { ["excludes"] = new JsonArray([.. Texts.Select(t => (JsonNode)t)]) },
        ["properties"] = new JsonObject
        {
            [Field.Id] = Number("long", isIndexed: false),
            [Field.Stream] = Number("long"),
            [Field.Seq] = Number("long"),
            [Field.Place] = Number("long"),
            [Field.Root] = Number("long", isIndexed: false, hasValues: false),
            [Field.Organization] = Number("long", hasValues: false),
            [Field.Workspace] = Number("long", hasValues: false),
            [Field.IsOpen] = Number("boolean", hasValues: false),
            [Field.Kind] = Number("byte"),
            [Field.Author] = Number("long"),
            [Field.Mentions] = Number("long", hasValues: false),
            [Field.Marks] = Number("short", hasValues: false),
            [Field.Month] = Number("integer"),
            [Field.At] = Number("long"),
            [Field.Revision] = Number("long", isIndexed: false, hasValues: false),
            [Field.Words] = Words(),
            [Field.Codes] = Keywords(),
            [Field.Parts] = Keywords(),
        },
    };

    private static JsonObject Number(string type, bool isIndexed = true, bool hasValues = true) =>
        new() { ["type"] = type, ["index"] = isIndexed, ["doc_values"] = hasValues };

    private static JsonObject Words() => new()
    {
        ["type"] = "text",
        ["analyzer"] = "whitespace",
        ["index_options"] = "positions",
        ["norms"] = true,
        ["index_prefixes"] = new JsonObject { ["min_chars"] = 2, ["max_chars"] = LongestQuickPrefix },
    };

    private static JsonObject Keywords() => new()
    {
        ["type"] = "keyword",
        ["doc_values"] = false,
        ["norms"] = false,
        ["index_options"] = "docs",
        ["ignore_above"] = 256,
    };
}
