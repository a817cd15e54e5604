using System.Text.Json;
using System.Text.Json.Nodes;

namespace Collab.Support.Elasticsearch.Engine;

/// <summary>One search over what some indices hold.</summary>
internal sealed class SearchRun
{
    private readonly JsonElement _body;
    private readonly QueryScorer _scorer;
    private readonly SortOrder _order;
    private readonly List<Match> _matches;
    private readonly List<Match> _hits;

    public SearchRun(IReadOnlyList<EngineIndexView> views, JsonElement body, bool isSnapshot)
    {
        (_body, _scorer) = (body, new QueryScorer(views));
        _order = new SortOrder(body, views, isSnapshot);
        var query = body.TryGetProperty("query", out var given) ? given : JsonSerializer.SerializeToElement(new { match_all = new { } });
        _scorer.Check(query);
        if (body.TryGetProperty("post_filter", out var filter))
            _scorer.Check(filter);
        AggregationRun.Check(body, views, _scorer);
        _matches = [.. views.SelectMany(v => v.Documents).Select(d => (Document: d, Score: _scorer.Score(query, d))).Where(m => m.Score is not null).Select(m => new Match(m.Document, (float)(m.Score ?? 0)))];
        // Behind the counts: hits and their total are of what is left.
        _hits = filter.ValueKind == JsonValueKind.Undefined ? _matches : [.. _matches.Where(m => _scorer.Score(filter, m.Document) is not null)];
    }

    public double? MaxScore => _hits.Count == 0 || Size == 0 || !_order.IsScored ? null : _hits.Max(h => h.Score);

    /// <summary>How many hits there are, counted as far as was asked; null when it was not.</summary>
    public JsonObject? Total
    {
        get
        {
            var most = !_body.TryGetProperty("track_total_hits", out var track) ? 10_000
                : track.ValueKind == JsonValueKind.Number ? track.GetInt64()
                : track.GetBoolean() ? long.MaxValue
                : -1;
            return most < 0 ? null : new JsonObject { ["value"] = Math.Min(most, _hits.Count), ["relation"] = _hits.Count > most ? "gte" : "eq" };
        }
    }

    private int Size => _body.TryGetProperty("size", out var size) ? size.GetInt32() : 10;

    public IEnumerable<JsonNode> Page()
    {
        if (Size > 10_000)
            throw EngineException.Illegal("Result window is too large");
        return _order.Sort(_hits).Take(Size).Select(Hit);
    }

    public JsonObject? Aggregations() =>
        _body.TryGetProperty("aggregations", out var asked) ? AggregationRun.Of(asked, [.. _matches.Select(m => m.Document)], _scorer) : null;

    private JsonNode Hit(Match match)
    {
        var hit = new JsonObject
        {
            ["_index"] = match.Document.Index,
            ["_id"] = match.Document.Id,
            ["_score"] = _order.IsScored ? JsonValue.Create(match.Score) : null,
        };
        if (!_body.TryGetProperty("_source", out var fields) || fields.ValueKind == JsonValueKind.Object)
            hit["_source"] = Source(match.Document, fields);
        if (_order.Values(match) is { } values)
            hit["sort"] = values;
        return hit;
    }

    private static JsonObject Source(EngineDocument document, JsonElement fields)
    {
        var wanted = fields.ValueKind == JsonValueKind.Object ? fields.GetProperty("includes").EnumerateArray().Select(f => f.GetString() ?? "").ToHashSet() : null;
        var source = new JsonObject();
        foreach (var (name, value) in document.Source.Where(p => wanted?.Contains(p.Key) != false))
            source[name] = value?.DeepClone();
        return source;
    }
}

/// <summary>A document that matches, and how well.</summary>
internal sealed record Match(EngineDocument Document, float Score);
