using System.Text.Json;
using Collab.Domain.Shared.Events;
using Collab.Search.Elasticsearch.Wire;

namespace Collab.Search.Elasticsearch.Writing;

/// <summary>What became of the changes of one bulk request.</summary>
/// <param name="Again">They may be taken later.</param>
/// <param name="Refused">They never will be.</param>
/// <param name="MissesIndex">An index that was named is not there.</param>
internal sealed record BulkOutcome(IReadOnlyList<BulkLine> Again, IReadOnlyList<DocumentRefusal> Refused, bool MissesIndex)
{
    /// <summary>Reads the answer to a chunk.</summary>
    /// <exception cref="OutageException">Nothing can be written now.</exception>
    public static BulkOutcome Of(ElasticAnswer answer, IReadOnlyList<BulkLine> chunk)
    {
        if (answer.HasError("cluster_block_exception"))
            throw Blocked();
        if (answer.IsBusy || answer.Status == 413)
            return chunk.Count == 1 && answer.Status == 413 ? new([], [new(chunk[0].Message, "content_too_long")], false) : new(chunk, [], false);
        if (!answer.IsSuccess)
            throw new OutageException($"Elasticsearch refuses changes: {answer.Status} {answer.ErrorType}.");
        var items = answer.Body.GetProperty("items");
        if (items.GetArrayLength() != chunk.Count)
            throw new OutageException("Elasticsearch answered for other changes than it was sent.");
        return answer.Body.GetProperty("errors").GetBoolean() ? Of(items, chunk) : new([], [], false);
    }

    private static BulkOutcome Of(JsonElement items, IReadOnlyList<BulkLine> chunk)
    {
        var (again, refused, misses) = (new List<BulkLine>(), new List<DocumentRefusal>(), false);
        foreach (var (item, line) in items.EnumerateArray().Select(i => i.EnumerateObject().First().Value).Zip(chunk))
        {
            // A conflict says that something younger is there, and what is not there needs no deleting.
            if (!item.TryGetProperty("error", out var error) || item.GetProperty("status").GetInt32() is 409)
                continue;
            var type = error.TryGetProperty("type", out var text) ? text.GetString() ?? "" : "";
            if (type == "cluster_block_exception")
                throw Blocked();
            if (type == "index_not_found_exception")
                misses = true;
            else if (item.GetProperty("status").GetInt32() is 429 or >= 500)
                again.Add(line);
            else
                refused.Add(new DocumentRefusal(line.Message, type));
        }

        return new(again, refused, misses);
    }

    private static OutageException Blocked() =>
        new("Elasticsearch takes no changes: its indices are read-only, mostly because a disk is nearly full. Make room; it opens them again by itself.");
}
