using System.IO.Enumeration;
using System.Text.Json.Nodes;

namespace Collab.Support.Elasticsearch.Engine;

/// <summary>All that a cluster remembers.</summary>
internal sealed class EngineCluster
{
    private long _order;
    private int _snapshots;

    public SortedDictionary<string, EngineIndex> Indices { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, JsonObject> Templates { get; } = [];

    /// <summary>Points in time that are open.</summary>
    public Dictionary<string, IReadOnlyList<EngineIndexView>> Snapshots { get; } = [];

    public long NextOrder() => ++_order;

    public string NextSnapshot() => $"pit-{++_snapshots}-{Guid.CreateVersion7():N}";

    /// <summary>The indices that an expression names: names, aliases, patterns, with commas between.</summary>
    public IReadOnlyList<EngineIndex> Find(string expression, bool allowsNone = false)
    {
        var found = new List<EngineIndex>();
        foreach (var name in expression.Split(','))
        {
            var matches = Indices.Values.Where(i => Matches(name, i)).ToList();
            if (matches.Count == 0 && !(allowsNone && name.Contains('*', StringComparison.Ordinal)))
                throw EngineException.NoIndex(name);
            found.AddRange(matches.Except(found));
        }

        return found;
    }

    /// <summary>The template for a new index; null when none fits.</summary>
    public JsonObject? TemplateFor(string index) => Templates.Values
        .Where(t => t["index_patterns"] is JsonArray patterns && patterns.Any(p => FileSystemName.MatchesSimpleExpression($"{p}", index, ignoreCase: false)))
        .MaxBy(t => t["priority"]?.GetValue<long>() ?? 0);

    private static bool Matches(string name, EngineIndex index) =>
        name.Contains('*', StringComparison.Ordinal)
            ? FileSystemName.MatchesSimpleExpression(name, index.Name, ignoreCase: false) || index.Aliases.Keys.Any(a => FileSystemName.MatchesSimpleExpression(name, a, ignoreCase: false))
            : index.Name == name || index.Aliases.ContainsKey(name);
}

/// <summary>What searches see of an index, now or in a point in time.</summary>
internal sealed record EngineIndexView(EngineIndex Index, IReadOnlyList<EngineDocument> Documents);
