using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Collab.Support.Elasticsearch.Engine;

/// <summary>The order of hits, and where a page begins.</summary>
internal sealed class SortOrder
{
    private const string Tiebreak = "_shard_doc";

    private readonly List<(string Field, bool IsDown)> _keys = [];
    private readonly decimal[]? _after;

    public SortOrder(JsonElement body, IReadOnlyList<EngineIndexView> views, bool isSnapshot)
    {
        if (!body.TryGetProperty("sort", out var sort))
        {
            _keys.Add(("_score", true));
            IsImplicit = true;
            return;
        }

        foreach (var key in sort.EnumerateArray().Select(s => s.EnumerateObject().Single()))
            _keys.Add((Checked(key.Name, views), key.Value.TryGetProperty("order", out var order) ? order.GetString() == "desc" : key.Name == "_score"));
        var after = body.TryGetProperty("search_after", out var values) ? values.EnumerateArray().ToList() : null;
        // In a point in time a tiebreak comes last, unless the page before was given without it.
        if (isSnapshot && (after is null || after.Count == _keys.Count + 1))
            _keys.Add((Tiebreak, false));
        if (after is not null && after.Count != _keys.Count)
            throw EngineException.Illegal($"search_after has {after.Count} value(s) but sort has {_keys.Count}.");
        _after = after?.Zip(_keys, (value, key) => key.Field == "_score" ? (decimal)value.GetSingle() : decimal.Parse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture)).ToArray();
    }

    /// <summary>Whether scores are counted: only when hits are sorted by them.</summary>
    public bool IsScored => _keys.Any(k => k.Field == "_score");

    private bool IsImplicit { get; }

    public IEnumerable<Match> Sort(IEnumerable<Match> matches)
    {
        var sorted = matches.Select(m => (Match: m, Keys: _keys.Select(k => Key(m, k.Field)).ToArray())).ToList();
        sorted.Sort((a, b) => Compare(a.Keys, b.Keys) is not 0 and var order ? order : a.Match.Document.Order.CompareTo(b.Match.Document.Order));
        return sorted.Where(m => _after is null || Compare(m.Keys, _after) > 0).Select(m => m.Match);
    }

    /// <summary>What a hit was sorted by; null when nothing was said about the order.</summary>
    public JsonArray? Values(Match match) =>
        IsImplicit ? null : new JsonArray([.. _keys.Select(k => k.Field == "_score" ? JsonValue.Create(match.Score) : (JsonNode)(long)Key(match, k.Field))]);

    private int Compare(decimal[] a, decimal[] b)
    {
        for (var i = 0; i < _keys.Count; i++)
        {
            var order = a[i].CompareTo(b[i]);
            if (order != 0)
                return _keys[i].IsDown ? -order : order;
        }

        return 0;
    }

    private static decimal Key(Match match, string field) => field switch
    {
        "_score" => (decimal)match.Score,
        Tiebreak => match.Document.Order,
        _ => match.Document.Numbers(field) is [var number, ..] ? number : 0,
    };

    private static string Checked(string field, IReadOnlyList<EngineIndexView> views)
    {
        if (field != "_score" && views.Any(v => !v.Index.Fields.TryGetValue(field, out var there) || !there.HasValues))
            throw EngineException.Illegal($"Cannot sort by [{field}]: it has no doc values.");
        return field;
    }
}
