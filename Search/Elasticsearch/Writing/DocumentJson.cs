using System.Text.Json;
using Collab.Domain.Search;
using Collab.Search.Elasticsearch.Layout;
using Collab.Search.Text;

namespace Collab.Search.Elasticsearch.Writing;

/// <summary>A document as it is indexed (<see cref="IndexSchema"/>).</summary>
internal static class DocumentJson
{
    public static void Write(Utf8JsonWriter writer, SearchDocument document)
    {
        writer.WriteStartObject();
        WritePlace(writer, document);
        writer.WriteNumber(Field.Author, document.Author.Value);
        WriteNumbers(writer, Field.Mentions, document.Mentions.Select(m => m.Value));
        WriteNumbers(writer, Field.Marks, MarkBits.Of(document.Marks));
        writer.WriteNumber(Field.Month, Month(document.At));
        writer.WriteNumber(Field.At, document.At.ToUnixTimeMilliseconds());
        writer.WriteNumber(Field.Revision, document.Revision);
        var words = DocumentWords.Of(document.Text);
        writer.WriteString(Field.Words, string.Join(' ', words.Words));
        WriteTexts(writer, Field.Codes, words.Codes);
        WriteTexts(writer, Field.Parts, words.Parts);
        writer.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter writer, SearchDocument document)
    {
        writer.WriteNumber(Field.Id, document.Id.Value);
        writer.WriteNumber(Field.Stream, document.Stream.Value);
        writer.WriteNumber(Field.Seq, document.Seq);
        writer.WriteNumber(Field.Place, document.Place.Value);
        if (document.RootSeq is { } root)
            writer.WriteNumber(Field.Root, root);
        writer.WriteNumber(Field.Organization, document.Organization.Value);
        if (document.Workspace is { } workspace)
            writer.WriteNumber(Field.Workspace, workspace.Value);
        writer.WriteBoolean(Field.IsOpen, document.IsOpen);
        writer.WriteNumber(Field.Kind, (int)document.PlaceKind);
    }

    private static int Month(DateTimeOffset at)
    {
        var utc = at.UtcDateTime;
        return (utc.Year * 100) + utc.Month;
    }

    private static void WriteNumbers(Utf8JsonWriter writer, string field, IEnumerable<long> values)
    {
        writer.WriteStartArray(field);
        foreach (var value in values)
            writer.WriteNumberValue(value);
        writer.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string field, IEnumerable<string> values)
    {
        writer.WriteStartArray(field);
        foreach (var value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}
