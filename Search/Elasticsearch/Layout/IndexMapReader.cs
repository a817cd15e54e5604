using System.Globalization;
using System.Text.Json;
using Collab.Domain.Shared.Ids;
using Collab.Search.Elasticsearch.Wire;

namespace Collab.Search.Elasticsearch.Layout;

/// <summary>
/// Which indices there are, remembered for some seconds: so soon every node writes to a generation that another one
/// began to build, and long before a new index gets its first message (<see cref="IndexGrowth"/>) all know of it.
/// </summary>
internal sealed class IndexMapReader(ElasticClient client, IndexNames names, TimeProvider time) : IDisposable
{
    /// <summary>For so long a node may not know of a change of another one.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile Known? _known;
    private int _asked;

    /// <summary>As it was at most <see cref="Remembered"/> ago.</summary>
    public async Task<IndexMap> ReadAsync(CancellationToken ct)
    {
        if (Fresh() is { } map)
            return map;
        await _reading.WaitAsync(ct);
        try
        {
            return Fresh() ?? await LoadAsync(ct);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>As it is now: what was remembered turned out to be old.</summary>
    public async Task<IndexMap> RereadAsync(CancellationToken ct)
    {
        // An answer that is under way may be older than this question.
        Interlocked.Increment(ref _asked);
        return await ReadAsync(ct);
    }

    public void Dispose() => _reading.Dispose();

    private IndexMap? Fresh() =>
        _known is { } known && known.Asked == Volatile.Read(ref _asked) && time.GetElapsedTime(known.At) < Remembered ? known.Map : null;

    private async Task<IndexMap> LoadAsync(CancellationToken ct)
    {
        // Taken before asking: a change while the answer is on its way is younger than what it says.
        var (at, asked) = (time.GetTimestamp(), Volatile.Read(ref _asked));
        var body = await client.AskAsync(ElasticRequest.Get($"/{names.Pattern}?allow_no_indices=true"), "name its indices", ct);
        var map = new IndexMap([.. body.EnumerateObject().Select(Part).OfType<IndexPart>()]);
        _known = new Known(map, at, asked);
        return map;
    }

    private IndexPart? Part(JsonProperty index)
    {
        if (!names.TryRead(index.Name, out var generation, out var number) || Find(index.Value, "mappings", "_meta") is not { } meta)
            return null;
        var from = Find(meta, "from") is { } text && long.TryParse(text.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;
        var schema = Find(meta, "schema") is { } version && version.TryGetInt32(out var made) ? made : 0;
        return new IndexPart(index.Name, generation, number, new MessageId(from), schema)
        {
            IsRead = Find(index.Value, "aliases", names.Messages) is not null,
            IsBuilding = Find(index.Value, "aliases", names.Building) is not null,
            IsBlocked = IsOn(index.Value, "read_only_allow_delete") || IsOn(index.Value, "read_only") || IsOn(index.Value, "write"),
        };
    }

    private static bool IsOn(JsonElement index, string block) =>
        Find(index, "settings", "index", "blocks", block) is { } value && value.ToString() is ("true" or "True");

    private static JsonElement? Find(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        }

        return element;
    }

    private sealed record Known(IndexMap Map, long At, int Asked);
}
