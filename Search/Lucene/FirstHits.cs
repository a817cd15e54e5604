namespace Collab.Search.Lucene;

/// <summary>
/// The first so many of what is offered: the higher key first, of equal keys the later hour, of the same hour the higher id.
/// They stand in their order, the last in front: what is offered comes in the order of time more often than not, and so
/// goes to the end without a look at the others. Ids come from files, and of what matches a beginning of a word most is
/// equal: that is what hours are for.
/// </summary>
internal sealed class FirstHits(int limit)
{
    // Those in front go one by one; the rest is moved back when the room behind them is used up.
    private readonly Entry[] _entries = new Entry[limit * 8];
    private readonly List<SegmentColumns> _segments = [];
    private int _start;
    private int _end;

    /// <summary>True when one has to go for each that comes.</summary>
    public bool IsFull => _end - _start == limit;

    /// <summary>The key of the last; only when it is full.</summary>
    public double LastKey => _entries[_start].Key;

    /// <summary>What is offered from now on is in this segment.</summary>
    public void Begin(SegmentColumns segment) => _segments.Add(segment);

    /// <summary>Takes a message of the segment when it is among the first.</summary>
    public void Offer(int doc, double key, int hour)
    {
        if (limit == 0 || (IsFull && key < LastKey))
            return;
        var entry = new Entry(key, hour, doc, _segments.Count - 1);
        if (IsFull && !IsBefore(entry, _entries[_start]))
            return;
        if (IsFull)
            _start++;
        if (_end == _entries.Length)
            MoveBack();
        Insert(entry);
    }

    /// <summary>Those that were kept, in their order.</summary>
    public IReadOnlyList<(SegmentColumns Segment, int Doc, double Key)> Read() =>
        [.. _entries[_start.._end].Reverse().Select(e => (_segments[e.Segment], e.Doc, e.Key))];

    private void MoveBack()
    {
        _entries.AsSpan(_start.._end).CopyTo(_entries);
        (_start, _end) = (0, _end - _start);
    }

    private void Insert(in Entry entry)
    {
        var at = _end++;
        for (; at > _start && !IsBefore(entry, _entries[at - 1]); at--)
            _entries[at] = _entries[at - 1];
        _entries[at] = entry;
    }

    private bool IsBefore(in Entry one, in Entry other) =>
        one.Key != other.Key ? one.Key > other.Key
        : one.Hour != other.Hour ? one.Hour > other.Hour
        : IdOf(one) > IdOf(other);

    private long IdOf(in Entry entry) => _segments[entry.Segment].IdOf(entry.Doc);

    private readonly record struct Entry(double Key, int Hour, int Doc, int Segment);
}
