namespace Collab.Search.Elasticsearch.Layout;

/// <summary>The fields of a document.</summary>
internal static class Field
{
    public const string Id = "id";
    public const string Stream = "stream";
    public const string Seq = "seq";
    public const string Place = "place";
    public const string Root = "root";
    public const string Organization = "org";
    public const string Workspace = "ws";
    public const string IsOpen = "open";
    public const string Kind = "kind";
    public const string Author = "author";
    public const string Mentions = "mentions";
    public const string Marks = "marks";
    public const string Month = "month";
    public const string At = "at";
    public const string Revision = "rev";
    public const string Words = "words";
    public const string Codes = "codes";
    public const string Parts = "parts";
}
