using System.Text.Json;

namespace Collab.Support.Elasticsearch.Engine;

/// <summary>Which documents a query matches, and how well: the part of the language that Collab uses.</summary>
internal sealed class QueryScorer(IReadOnlyList<EngineIndexView> views)
{
    private const int MaxDepth = 30;
    private const int MaxTerms = 65_536;

    private readonly TextScorer _texts = new(views);

    /// <summary>The score of a document; null when it does not match.</summary>
    public double? Score(JsonElement query, EngineDocument document) => Score(query, document, 1);

    /// <summary>What is wrong with a query whatever the documents are, as Elasticsearch finds before it looks at any.</summary>
    public void Check(JsonElement query) => Check(query, 1);

    private void Check(JsonElement query, int depth)
    {
        if (depth > MaxDepth)
            throw EngineException.Illegal($"The nested depth of the query exceeds the maximum nested depth for queries set in [indices.query.bool.max_nested_depth]");
        var (kind, what) = Only(query);
        foreach (var inner in Inner(kind, what))
            Check(inner, depth + 1);
        if (kind is "term" or "terms" or "prefix" or "range" or "fuzzy" or "match_phrase" or "match_phrase_prefix")
            CheckField(kind, what.EnumerateObject().First(p => p.Name != "boost"));
    }

    private void CheckField(string kind, JsonProperty property)
    {
        if (kind == "terms" && property.Value.GetArrayLength() > MaxTerms)
            throw EngineException.Illegal($"The number of terms [{property.Value.GetArrayLength()}] used in the Terms Query request has exceeded the allowed maximum of [{MaxTerms}]");
        foreach (var view in views)
        {
            if (!view.Index.Fields.TryGetValue(property.Name, out var field))
                throw new InvalidOperationException($"A query asks for {property.Name}, which no document has.");
            if (!field.IsIndexed)
                throw EngineException.Illegal($"Cannot search on field [{property.Name}] since it is not indexed.");
            if (kind is "fuzzy" or "prefix" && field.IsNumber)
                throw EngineException.Illegal($"Can only use {kind} queries on keyword and text fields");
        }
    }

    private static IEnumerable<JsonElement> Inner(string kind, JsonElement what) => kind switch
    {
        "bool" => what.EnumerateObject().Where(p => p.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object).SelectMany(p => List(p.Value)),
        "dis_max" => List(what.GetProperty("queries")),
        "constant_score" => [what.GetProperty("filter")],
        "function_score" => [what.GetProperty("query"), .. what.GetProperty("functions").EnumerateArray().Where(f => f.TryGetProperty("filter", out _)).Select(f => f.GetProperty("filter"))],
        _ => [],
    };

    private double? Score(JsonElement query, EngineDocument document, double boost)
    {
        var (kind, what) = Only(query);
        boost *= what.TryGetProperty("boost", out var own) ? own.GetDouble() : 1;
        return kind switch
        {
            "match_all" => boost,
            "match_none" => null,
            "ids" => what.GetProperty("values").EnumerateArray().Any(v => v.GetString() == document.Id) ? boost : null,
            "bool" => Bool(what, document) * boost,
            "constant_score" => Score(what.GetProperty("filter"), document, 1) is null ? null : boost,
            "dis_max" => List(what.GetProperty("queries")).Select(q => Score(q, document, 1)).Max() * boost,
            "function_score" => FunctionScore.Of(what, document, Score) * boost,
            _ => Field(kind, what.EnumerateObject().First(p => p.Name != "boost"), document) * boost,
        };
    }

    private double? Bool(JsonElement what, EngineDocument document)
    {
        if (Part(what, "must_not").Any(q => Score(q, document) is not null) || Part(what, "filter").Any(q => Score(q, document) is null))
            return null;
        var must = Part(what, "must").Select(q => Score(q, document)).ToList();
        var should = Part(what, "should").Select(q => Score(q, document)).ToList();
        var least = what.TryGetProperty("minimum_should_match", out var said) ? said.GetInt32()
            : should.Count > 0 && must.Count == 0 && !Part(what, "filter").Any() ? 1
            : 0;
        return must.Contains(null) || should.Count(s => s is not null) < least ? null : must.Concat(should).Sum() ?? 0;
    }

    private double? Field(string kind, JsonProperty asked, EngineDocument document) => kind switch
    {
        "term" => Term(asked.Name, asked.Value.GetProperty("value"), document),
        "terms" => asked.Value.EnumerateArray().Any(v => Term(asked.Name, v, document) is not null) ? 1 : null,
        "range" => document.Numbers(asked.Name).Any(n => IsWithin(n, asked.Value)) ? 1 : null,
        _ => _texts.Score(kind, asked.Name, asked.Value, document),
    };

    private double? Term(string name, JsonElement value, EngineDocument document) => value.ValueKind switch
    {
        JsonValueKind.Number => document.Numbers(name).Contains(value.GetInt64()) ? 1 : null,
        JsonValueKind.True or JsonValueKind.False => document.Numbers(name).Contains(value.GetBoolean() ? 1 : 0) ? 1 : null,
        _ => _texts.Term(name, value.GetString() ?? "", document),
    };

    private static bool IsWithin(long number, JsonElement range) => range.EnumerateObject().All(bound => bound.Name switch
    {
        "gte" => number >= bound.Value.GetInt64(),
        "gt" => number > bound.Value.GetInt64(),
        "lt" => number < bound.Value.GetInt64(),
        "lte" => number <= bound.Value.GetInt64(),
        _ => throw EngineException.Illegal($"[range] query does not support [{bound.Name}]"),
    });

    private static (string Kind, JsonElement What) Only(JsonElement query)
    {
        var only = query.EnumerateObject().Single();
        return (only.Name, only.Value);
    }

    private static IEnumerable<JsonElement> Part(JsonElement what, string name) => what.TryGetProperty(name, out var part) ? List(part) : [];

    private static IEnumerable<JsonElement> List(JsonElement part) => part.ValueKind == JsonValueKind.Array ? part.EnumerateArray() : [part];
}
