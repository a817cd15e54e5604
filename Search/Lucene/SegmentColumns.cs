using Lucene.Net.Index;

namespace Collab.Search.Lucene;

/// <summary>The columns of a segment, each opened when it is read for the first time: for most segments of a search that is never.</summary>
internal sealed class SegmentColumns(AtomicReader segment)
{
    private readonly Dictionary<string, NumericDocValues> _open = [];
    private NumericDocValues? _ids;

    /// <summary>A message's id.</summary>
    public long IdOf(int doc) => (_ids ??= Columns.Of(segment, Fields.Id)).Get(doc);

    /// <summary>A message's value in a column.</summary>
    public long Read(string field, int doc)
    {
        if (!_open.TryGetValue(field, out var column))
            _open[field] = column = Columns.Of(segment, field);
        return column.Get(doc);
    }
}
