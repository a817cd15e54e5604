using Lucene.Net.Index;

namespace Collab.Search.Lucene;

/// <summary>Columns of one segment.</summary>
internal static class Columns
{
    // A segment in which no message has the column has none.
    private static readonly NumericDocValues Empty = new Zero();

    public static NumericDocValues Of(AtomicReader segment, string field) => segment.GetNumericDocValues(field) ?? Empty;

    private sealed class Zero : NumericDocValues
    {
        public override long Get(int docID) => 0;
    }
}
