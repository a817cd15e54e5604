using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Search.Elasticsearch.Layout;
using Collab.Search.Elasticsearch.Wire;

namespace Collab.Search.Elasticsearch.Searching;

/// <summary>What of storage is indexed.</summary>
internal sealed class IndexFigures(ElasticClient client)
{
    private const int MessagesPerRead = 1000;
    private const int StreamsPerRead = 1000;

    /// <summary>The revisions of those messages that some indices have: reading by id sees what was just written.</summary>
    public async Task<IReadOnlyDictionary<MessageId, long>> RevisionsAsync(
        IReadOnlyList<IndexPart> parts, IReadOnlyCollection<MessageId> messages, CancellationToken ct)
    {
        var revisions = new Dictionary<MessageId, long>();
        foreach (var group in messages.Distinct().GroupBy(m => IndexMap.Of(parts, m).Name))
        {
            foreach (var chunk in group.Chunk(MessagesPerRead))
                Add(revisions, await client.AskAsync(ElasticRequest.Read($"/{group.Key}/_mget?_source=false", ById(chunk)), "read revisions", ct));
        }

        return revisions;
    }

    /// <summary>How many messages of each stream some indices have, what was just written included.</summary>
    public async Task<IReadOnlyDictionary<StreamId, long>> CountAsync(IReadOnlyList<IndexPart> parts, IReadOnlyCollection<StreamId> streams, CancellationToken ct)
    {
        var counts = streams.Distinct().ToDictionary(s => s, _ => 0L);
        if (counts.Count == 0 || parts.Count == 0)
            return counts;
        var indices = string.Join(',', parts.Select(p => p.Name));
        await client.AskAsync(ElasticRequest.Read($"/{indices}/_refresh"), "refresh", ct);
        foreach (var chunk in counts.Keys.Chunk(StreamsPerRead))
        {
            var request = ElasticRequest.Read($"/{indices}/_search?allow_partial_search_results=false", ByStream(chunk));
            var body = SearchAnswer.Whole(await client.AskAsync(request, "count", ct));
            foreach (var bucket in body.GetProperty("aggregations").GetProperty("streams").GetProperty("buckets").EnumerateArray())
                counts[new StreamId(bucket.GetProperty("key").GetInt64())] = bucket.GetProperty("doc_count").GetInt64();
        }

        return counts;
    }

    private static void Add(Dictionary<MessageId, long> revisions, JsonElement body)
    {
        foreach (var found in body.GetProperty("docs").EnumerateArray())
        {
            if (found.TryGetProperty("error", out _))
                throw new OutageException("Elasticsearch does not know all revisions at the moment.");
            if (found.GetProperty("found").GetBoolean())
                revisions[new MessageId(long.Parse(found.GetProperty("_id").GetString() ?? "", CultureInfo.InvariantCulture))] = found.GetProperty("_version").GetInt64();
        }
    }

    private static JsonObject ById(MessageId[] messages) =>
        new() { ["ids"] = new JsonArray([.. messages.Select(m => (JsonNode)m.Value.ToString(CultureInfo.InvariantCulture))]) };

    private static JsonObject ByStream(StreamId[] streams) => new()
    {
        ["query"] = Query.Filter(Query.Terms(Field.Stream, streams.Select(s => s.Value))),
        ["size"] = 0,
        ["track_total_hits"] = false,
        ["aggregations"] = new JsonObject
        {
            ["streams"] = new JsonObject { ["terms"] = new JsonObject { ["field"] = Field.Stream, ["size"] = streams.Length } },
        },
    };
}
