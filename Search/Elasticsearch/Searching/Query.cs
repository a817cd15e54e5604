using System.Globalization;
using System.Text.Json.Nodes;
using Collab.Domain.Shared.Ids;

namespace Collab.Search.Elasticsearch.Searching;

/// <summary>The queries of Elasticsearch that are used here.</summary>
internal static class Query
{
    // Elasticsearch takes 65,536 in one query unless told otherwise.
    private const int MaxTerms = 65_000;

    public static JsonObject Everything() => new() { ["match_all"] = new JsonObject() };

    public static JsonObject Nothing() => new() { ["match_none"] = new JsonObject() };

    public static JsonObject Term(string field, JsonNode value) => new() { ["term"] = new JsonObject { [field] = new JsonObject { ["value"] = value } } };

    /// <summary>Has one of the values; none of them is nothing.</summary>
    public static JsonObject Terms(string field, IEnumerable<long> values)
    {
        var chunks = values.Distinct().Chunk(MaxTerms).Select(chunk => Container("terms", field, new JsonArray([.. chunk.Select(v => (JsonNode)v)]))).ToList();
        return chunks.Count switch { 0 => Nothing(), 1 => chunks[0], _ => Any(chunks) };
    }

    /// <summary>Is one of the messages: a document's own name is always searchable.</summary>
    public static JsonObject Ids(IReadOnlyList<MessageId> messages) =>
        messages.Count == 0 ? Nothing() : Container("ids", "values", new JsonArray([.. messages.Distinct().Select(m => (JsonNode)m.Value.ToString(CultureInfo.InvariantCulture))]));

    public static JsonObject Prefix(string field, string value) => Container("prefix", field, new JsonObject { ["value"] = value });

    public static JsonObject Phrase(string words) => Container("match_phrase", Layout.Field.Words, new JsonObject { ["query"] = words });

    /// <summary>The words behind each other, of the last one at least the beginning.</summary>
    public static JsonObject PhrasePrefix(string words, int expansions) =>
        Container("match_phrase_prefix", Layout.Field.Words, new JsonObject { ["query"] = words, ["max_expansions"] = expansions });

    /// <summary>Words that differ by at most so many letters, never the first.</summary>
    public static JsonObject Nearly(string word, int letters, int expansions) => Container("fuzzy", Layout.Field.Words, new JsonObject
    {
        ["value"] = word,
        ["fuzziness"] = letters,
        ["prefix_length"] = 1,
        ["max_expansions"] = expansions,
        ["transpositions"] = true,
    });

    /// <summary>A range of whole numbers: from one on, behind one, below one.</summary>
    public static JsonObject Range(string field, long? from = null, long? behind = null, long? below = null)
    {
        var range = new JsonObject();
        if (from is { } gte)
            range["gte"] = gte;
        if (behind is { } gt)
            range["gt"] = gt;
        if (below is { } lt)
            range["lt"] = lt;
        return Container("range", field, range);
    }

    /// <summary>Whatever matches scores the same.</summary>
    public static JsonObject Constant(JsonObject filter, double score = 1) =>
        new() { ["constant_score"] = new JsonObject { ["filter"] = filter, ["boost"] = score } };

    /// <summary>The best of them counts.</summary>
    public static JsonObject Best(IEnumerable<JsonObject> queries) => new() { ["dis_max"] = new JsonObject { ["queries"] = new JsonArray([.. queries]) } };

    /// <summary>At least one of them; what matches more scores more.</summary>
    public static JsonObject Any(IEnumerable<JsonObject> queries) => new()
    {
        ["bool"] = new JsonObject { ["should"] = new JsonArray([.. queries]), ["minimum_should_match"] = 1 },
    };

    public static JsonObject Not(JsonObject filter) => new() { ["bool"] = new JsonObject { ["must_not"] = new JsonArray(filter) } };

    /// <summary>All of them, without scores.</summary>
    public static JsonObject Filter(params IEnumerable<JsonObject> filters) => new() { ["bool"] = new JsonObject { ["filter"] = new JsonArray([.. filters]) } };

    /// <summary>All of them; only the first ones score.</summary>
    public static JsonObject All(IEnumerable<JsonObject> scoring, IEnumerable<JsonObject> filters) => new()
    {
        ["bool"] = new JsonObject { ["must"] = new JsonArray([.. scoring]), ["filter"] = new JsonArray([.. filters]) },
    };

    private static JsonObject Container(string kind, string field, JsonNode what) => new() { [kind] = new JsonObject { [field] = what } };
}
