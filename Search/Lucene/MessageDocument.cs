using System.Globalization;
using Collab.Domain.Search;
using Collab.Search.Text;
using Lucene.Net.Documents;
using Lucene.Net.Index;

namespace Collab.Search.Lucene;

/// <summary>Makes Lucene's documents. Nothing in them is stored: what a hit is, its columns tell; what it says, storage does.</summary>
internal static class MessageDocument
{
    private static readonly FieldType Sequence = Type(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS, omitsNorms: false);
    private static readonly FieldType Set = Type(IndexOptions.DOCS_ONLY, omitsNorms: true);

    // Marks by bit, as terms.
    private static readonly MessageMarks[] AllMarks = [.. Enum.GetValues<MessageMarks>().Where(m => m != MessageMarks.None)];

    public static Document From(SearchDocument message)
    {
        var words = DocumentWords.Of(message.Text);
        var document = new Document
        {
            new Field(Fields.Words, new TokenList(words.Words), Sequence),
            new Field(Fields.Codes, new TokenList(words.Codes), Set),
            new Field(Fields.Parts, new TokenList(words.Parts), Set),
            new StringField(Fields.Id, Term(message.Id.Value), Field.Store.NO),
            new Field(Fields.Mention, new TokenList(message.Mentions.Select(m => Term(m.Value))), Set),
            new Field(Fields.Mark, new TokenList(MarksOf(message.Marks)), Set),
            new Int64Field(Fields.At, message.At.ToUnixTimeMilliseconds(), Field.Store.NO),
        };
        AddTerms(document, message);
        AddColumns(document, message);
        return document;
    }

    /// <summary>A number as a term.</summary>
    public static string Term(long value) => value.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>The terms of marks.</summary>
    public static IEnumerable<string> MarksOf(MessageMarks marks) => AllMarks.Where(m => marks.HasFlag(m)).Select(m => Term((long)m));

    /// <summary>A month as facets name it: year × 100 + month, in UTC.</summary>
    public static long MonthOf(DateTimeOffset at) => (at.UtcDateTime.Year * 100) + at.UtcDateTime.Month;

    private static void AddTerms(Document document, SearchDocument message)
    {
        (string Name, long Value)[] terms =
        [
            (Fields.Stream, message.Stream.Value), (Fields.Place, message.Place.Value), (Fields.Author, message.Author.Value), (Fields.Kind, (long)message.PlaceKind),
        ];
        foreach (var (name, value) in terms)
            document.Add(new StringField(name, Term(value), Field.Store.NO));
    }

    private static void AddColumns(Document document, SearchDocument message)
    {
        (string Name, long Value)[] columns =
        [
            (Fields.Id, message.Id.Value), (Fields.Revision, message.Revision), (Fields.Stream, message.Stream.Value), (Fields.Seq, message.Seq),
            (Fields.Place, message.Place.Value), (Fields.Root, message.RootSeq ?? 0), (Fields.Organization, message.Organization.Value),
            (Fields.OpenIn, message is { IsOpen: true, Workspace: { } workspace } ? workspace.Value : 0), (Fields.Author, message.Author.Value),
            (Fields.At, message.At.ToUnixTimeMilliseconds()), (Fields.Month, MonthOf(message.At)), (Fields.Kind, (long)message.PlaceKind),
        ];
        foreach (var (name, value) in columns)
            document.Add(new NumericDocValuesField(name, value));
    }

    private static FieldType Type(IndexOptions options, bool omitsNorms)
    {
        var type = new FieldType { IsIndexed = true, IsTokenized = true, IndexOptions = options, OmitNorms = omitsNorms };
        type.Freeze();
        return type;
    }
}
