using System.Globalization;
using Collab.Domain.Search;
using Collab.Search.Text;
using Lucene.Net.Documents;
using Lucene.Net.Index;

namespace Collab.Search.Lucene;

/// <summary>
/// Makes Lucene's documents, always the same one with other values: making its fields anew takes longer than filling them.
/// Nothing in it is stored: what a hit is, its columns tell; what it says, storage does. For one thread at a time.
/// </summary>
internal sealed class MessageDocument
{
    private static readonly FieldType Sequence = Type(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS, omitsNorms: false);
    private static readonly FieldType Set = Type(IndexOptions.DOCS_ONLY, omitsNorms: true);
    private static readonly FieldType Time = TimeType();

    // Marks by bit, as terms.
    private static readonly MessageMarks[] AllMarks = [.. Enum.GetValues<MessageMarks>().Where(m => m != MessageMarks.None)];

    private readonly Document _document = [];
    private readonly Dictionary<string, TokenList> _lists = [];
    private readonly Dictionary<string, StringField> _terms = [];
    private readonly Dictionary<string, NumericDocValuesField> _columns = [];
    private readonly Int64Field _at = new(Fields.At, 0, Time);

    public MessageDocument()
    {
        _document.Add(_at);
        AddList(Fields.Words, Sequence);
        foreach (var name in (string[])[Fields.Codes, Fields.Parts, Fields.Mention, Fields.Mark])
            AddList(name, Set);
    }

    /// <summary>The document of a message, good until the next call.</summary>
    public Document Of(SearchDocument message)
    {
        var words = DocumentWords.Of(message.Text);
        _lists[Fields.Words].Take(words.Words);
        _lists[Fields.Codes].Take(words.Codes);
        _lists[Fields.Parts].Take(words.Parts);
        _lists[Fields.Mention].Take(message.Mentions.Select(m => Term(m.Value)));
        _lists[Fields.Mark].Take(MarksOf(message.Marks));
        _at.SetInt64Value(message.At.ToUnixTimeMilliseconds());
        SetTerms(message);
        SetColumns(message);
        return _document;
    }

    /// <summary>A number as a term.</summary>
    public static string Term(long value) => value.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>The terms of marks.</summary>
    public static IEnumerable<string> MarksOf(MessageMarks marks) => AllMarks.Where(m => marks.HasFlag(m)).Select(m => Term((long)m));

    /// <summary>A month as facets name it: year × 100 + month, in UTC.</summary>
    public static long MonthOf(DateTimeOffset at) => (at.UtcDateTime.Year * 100) + at.UtcDateTime.Month;

    private void SetTerms(SearchDocument message)
    {
        Set(Fields.Id, message.Id.Value);
        Set(Fields.Stream, message.Stream.Value);
        Set(Fields.Place, message.Place.Value);
        Set(Fields.Author, message.Author.Value);
        Set(Fields.Kind, (long)message.PlaceKind);

        void Set(string name, long value)
        {
            if (_terms.TryGetValue(name, out var field))
                field.SetStringValue(Term(value));
            else
                _document.Add(_terms[name] = new StringField(name, Term(value), Field.Store.NO));
        }
    }

    private void SetColumns(SearchDocument message)
    {
        Set(Fields.Id, message.Id.Value);
        Set(Fields.Revision, message.Revision);
        Set(Fields.Stream, message.Stream.Value);
        Set(Fields.Seq, message.Seq);
        Set(Fields.Place, message.Place.Value);
        Set(Fields.Root, message.RootSeq ?? 0);
        Set(Fields.Organization, message.Organization.Value);
        Set(Fields.OpenIn, message is { IsOpen: true, Workspace: { } workspace } ? workspace.Value : 0);
        Set(Fields.Author, message.Author.Value);
        Set(Fields.At, message.At.ToUnixTimeMilliseconds());
        Set(Fields.Month, MonthOf(message.At));
        Set(Fields.Kind, (long)message.PlaceKind);

        void Set(string name, long value)
        {
            if (_columns.TryGetValue(name, out var field))
                field.SetInt64Value(value);
            else
                _document.Add(_columns[name] = new NumericDocValuesField(name, value));
        }
    }

    private void AddList(string name, FieldType type) => _document.Add(new Field(name, _lists[name] = new TokenList(), type));

    private static FieldType Type(IndexOptions options, bool omitsNorms)
    {
        var type = new FieldType { IsIndexed = true, IsTokenized = true, IndexOptions = options, OmitNorms = omitsNorms };
        type.Freeze();
        return type;
    }

    private static FieldType TimeType()
    {
        var type = new FieldType(Int64Field.TYPE_NOT_STORED) { NumericPrecisionStep = Fields.TimeStep };
        type.Freeze();
        return type;
    }
}
