using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Collab.Support.Elasticsearch.Engine;

/// <summary>An index: what was written, and what searches see of it since the last refresh.</summary>
internal sealed class EngineIndex
{
    private readonly Dictionary<string, EngineDocument> _documents = [];
    private IReadOnlyList<EngineDocument> _seen = [];
    private long _refreshed = Stopwatch.GetTimestamp();
    private bool _isStale;

    public EngineIndex(string name, JsonObject settings, JsonObject mappings)
    {
        (Name, Settings, Mappings) = (name, settings, mappings);
        var json = JsonSerializer.SerializeToElement(mappings);
        if (json.TryGetProperty("properties", out var properties))
            Fields = properties.EnumerateObject().Select(EngineField.Read).ToDictionary(f => f.Name);
        if (json.TryGetProperty("_source", out var source) && source.TryGetProperty("excludes", out var excludes))
            Excluded = [.. excludes.EnumerateArray().Select(e => e.ToString())];
    }

    public string Name { get; }

    public JsonObject Settings { get; }

    public JsonObject Mappings { get; set; }

    public Dictionary<string, JsonObject> Aliases { get; } = [];

    public IReadOnlyDictionary<string, EngineField> Fields { get; } = new Dictionary<string, EngineField>();

    public HashSet<string> Excluded { get; } = [];

    /// <summary>Every document as it was last written, deletions included.</summary>
    public EngineDocument? Find(string id) => _documents.GetValueOrDefault(id);

    public void Write(EngineDocument document)
    {
        _documents[document.Id] = document;
        _isStale = true;
    }

    public void Refresh()
    {
        (_refreshed, _isStale) = (Stopwatch.GetTimestamp(), false);
        _seen = [.. _documents.Values.Where(d => !d.IsDeleted)];
    }

    /// <summary>What searches see; refreshed when that is due.</summary>
    public IReadOnlyList<EngineDocument> Seen(TimeSpan interval)
    {
        if (_isStale && interval >= TimeSpan.Zero && Stopwatch.GetElapsedTime(_refreshed) >= interval)
            Refresh();
        return _seen;
    }
}
