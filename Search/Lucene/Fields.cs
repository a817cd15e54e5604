namespace Collab.Search.Lucene;

/// <summary>The fields of an indexed message.</summary>
internal static class Fields
{
    /// <summary>The version of what is indexed and how: an index of another one is built anew.</summary>
    public const string Schema = "2";

    /// <summary>Bits of a time that are left out from one precision of it to the next, for ranges: six terms a message.</summary>
    public const int TimeStep = 12;

    public const string Id = "id";
    public const string Revision = "rev";
    public const string Stream = "stream";
    public const string Seq = "seq";
    public const string Place = "place";
    public const string Root = "root";
    public const string Organization = "org";
    public const string Author = "author";
    public const string Mention = "mention";
    public const string Kind = "kind";
    public const string Mark = "mark";
    public const string At = "at";
    public const string Month = "month";
    public const string Words = "words";
    public const string Codes = "codes";
    public const string Parts = "parts";

    /// <summary>The workspace whose members may read it without a seat; 0 for none.</summary>
    public const string OpenIn = "open";
}
