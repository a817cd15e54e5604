using Collab.Domain.Shared.Ids;
using Collab.Search.Elasticsearch.Wire;

namespace Collab.Search.Elasticsearch.Layout;

/// <summary>Begins a new index when the newest one is full. It begins in the future, when every node will know of it.</summary>
internal sealed class IndexGrowth(ElasticClient client, IndexNames names, IndexMapReader maps, IndexSetup setup, IndexGrowth.Limits limits)
{
    /// <summary>From now to the first message of a new index: clocks differ by less, and maps are remembered for less.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private long _lookedAt = long.MinValue;

    /// <summary>Looks, once in a while.</summary>
    public async Task GrowAsync(IndexMap map, CancellationToken ct)
    {
        if (!IsTime())
            return;
        await GrowAsync(map.Current, names.Messages, ct);
        await GrowAsync(map.Building, names.Building, ct);
    }

    private bool IsTime()
    {
        var last = Interlocked.Read(ref _lookedAt);
        return (last == long.MinValue || limits.Time.GetElapsedTime(last) >= Pause)
            && Interlocked.CompareExchange(ref _lookedAt, limits.Time.GetTimestamp(), last) == last;
    }

    private async Task GrowAsync(IReadOnlyList<IndexPart> parts, string alias, CancellationToken ct)
    {
        if (parts.Count == 0 || await CountAsync(parts[^1], ct) <= limits.MaxMessages)
            return;
        var newest = parts[^1];
        var from = SnowflakeIdSource.LowestAt<MessageId>(limits.Time.GetUtcNow() + Ahead);
        var isMade = await setup.CreateAsync(newest.Generation, newest.Number + 1, from, alias, ct);
        var after = await maps.RereadAsync(ct);
        var name = names.Index(newest.Generation, newest.Number + 1);
        // Generations were switched meanwhile: it belongs to one that has gone, or is no longer built.
        if (isMade && !(alias == names.Messages ? after.Current : after.Building).Any(p => p.Name == name))
            await client.AskAsync(ElasticRequest.Delete($"/{name}"), "delete an index", ct);
    }

    private async Task<long> CountAsync(IndexPart part, CancellationToken ct)
    {
        var answer = await client.SendAsync(ElasticRequest.Get($"/{part.Name}/_count"), ct);
        return answer.IsSuccess ? answer.Body.GetProperty("count").GetInt64() : 0;
    }

    /// <summary>How large an index may get, and the clock.</summary>
    public sealed record Limits(long MaxMessages, TimeProvider Time);
}
