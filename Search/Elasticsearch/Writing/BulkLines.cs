using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Collab.Domain.Search;
using Collab.Domain.Shared.Ids;
using Collab.Search.Elasticsearch.Layout;
using Collab.Search.Elasticsearch.Wire;

namespace Collab.Search.Elasticsearch.Writing;

/// <summary>
/// Writes changes as lines. The revision is the document's external version, so that of any order and number of changes
/// the highest stays. No routing: a removal names the message alone, and most searches ask all shards anyway.
/// </summary>
internal static class BulkLines
{
    /// <summary>Of each message the last of those with the highest revision.</summary>
    public static IReadOnlyCollection<IndexChange> Latest(IReadOnlyList<IndexChange> changes)
    {
        var latest = new Dictionary<MessageId, IndexChange>(changes.Count);
        foreach (var change in changes)
        {
            if (!latest.TryGetValue(change.Message, out var known) || known.Version <= change.Version)
                latest[change.Message] = change;
        }

        return latest.Values;
    }

    /// <summary>The lines of changes, each for the index that holds its message.</summary>
    public static IReadOnlyList<BulkLine> Of(IReadOnlyCollection<IndexChange> changes, IReadOnlyList<IndexPart> parts)
    {
        var lines = new List<BulkLine>(changes.Count);
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, ElasticJson.Writing);
        foreach (var change in changes)
        {
            WriteAction(writer, change, IndexMap.Of(parts, change.Message).Name);
            EndLine(writer, buffer);
            if (change is IndexChange.Put put)
            {
                DocumentJson.Write(writer, put.Document);
                EndLine(writer, buffer);
            }

            lines.Add(new BulkLine(change.Message, buffer.WrittenSpan.ToArray()));
            buffer.ResetWrittenCount();
        }

        return lines;
    }

    private static void WriteAction(Utf8JsonWriter writer, IndexChange change, string index)
    {
        writer.WriteStartObject();
        writer.WriteStartObject(change is IndexChange.Put ? "index" : "delete");
        writer.WriteString("_index", index);
        writer.WriteString("_id", change.Message.Value.ToString(CultureInfo.InvariantCulture));
        writer.WriteNumber("version", change.Version);
        writer.WriteString("version_type", "external_gte");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void EndLine(Utf8JsonWriter writer, ArrayBufferWriter<byte> buffer)
    {
        writer.Flush();
        writer.Reset();
        buffer.Write("\n"u8);
    }
}
