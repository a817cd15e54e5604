using System.Collections.Frozen;
using Collab.Domain.Search;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Collab.Search.Lucene;

/// <summary>
/// Keeps the first hits and counts all of them. The newest first, or the best: there a young message and one of a place or
/// person that is close counts more, by up to 1 for its age, halved every 30 days, by 0.5 for the place and by 0.3 for the
/// person. Of equals the younger is first.
/// </summary>
internal sealed class Ranking : ICollector
{
    /// <summary>An age at which a message counts half.</summary>
    public static readonly TimeSpan HalfLife = TimeSpan.FromDays(30);

    private const float ForPlace = 0.5f;
    private const float ForPerson = 0.3f;

    // By hours of age, for two years: a power for each of a hundred thousand hits would take longer than finding them.
    private static readonly float[] Youth = [.. Enumerable.Range(0, 24 * 730).Select(hours => (float)Math.Pow(0.5, hours / HalfLife.TotalHours))];

    private readonly bool _isBest;
    private readonly int _limit;
    private readonly int _nowHour;
    private readonly FrozenSet<long> _places;
    private readonly FrozenSet<long> _people;
    private readonly float _mostForCloseness;
    private readonly (double Key, int Hour, long Id)? _after;
    private readonly FirstHits _first;

    private Scorer? _scorer;
    private SegmentFacts? _facts;
    private SegmentColumns? _columns;

    /// <param name="search">What is searched, for its order and its closeness.</param>
    /// <param name="limit">How many of the first are kept.</param>
    /// <param name="after">Only what comes after it is kept; all is counted.</param>
    public Ranking(IndexSearch search, int limit, HitCursor? after)
    {
        (_isBest, _limit) = (search.Sort == SearchSort.Best, limit);
        _nowHour = SegmentFacts.HourOf(search.Now.ToUnixTimeMilliseconds());
        _places = search.Close.Places.Take(100).Select(p => p.Value).ToFrozenSet();
        _people = search.Close.People.Take(100).Select(p => p.Value).ToFrozenSet();
        _mostForCloseness = (_places.Count > 0 ? ForPlace : 0) + (_people.Count > 0 ? ForPerson : 0);
        _after = after is null ? null : (after.KeyOf(search.Sort), after.Hour, after.Id);
        _first = new FirstHits(limit);
    }

    public bool AcceptsDocsOutOfOrder => true;

    /// <summary>How many there are.</summary>
    public int Total { get; private set; }

    /// <summary>The first, in their order, with what they are ordered by.</summary>
    public IReadOnlyList<(SegmentColumns Segment, int Doc, double Key)> Read() => _first.Read();

    public void SetScorer(Scorer scorer) => _scorer = scorer;

    public void SetNextReader(AtomicReaderContext context)
    {
        _facts = SegmentFacts.Of(context.AtomicReader);
        _columns = new SegmentColumns(context.AtomicReader);
        _first.Begin(_columns);
    }

    public void Collect(int doc)
    {
        Total++;
        if (_limit == 0 || _facts is not { } facts || _columns is not { } columns || _scorer is not { } scorer)
            return;
        var hour = facts.HourOf(doc);
        if (_isBest)
            CollectBest(columns, doc, hour, scorer.GetScore());
        else if (!_first.IsFull || hour >= SegmentFacts.HourOf((long)_first.LastKey))
            Offer(columns, doc, hour, columns.Read(Fields.At, doc));
    }

    private void CollectBest(SegmentColumns columns, int doc, int hour, float text)
    {
        var youth = YouthAt(hour);
        // What cannot be among the first whatever it is close to need not be looked at.
        if (_first.IsFull && text * (1 + youth + _mostForCloseness) < _first.LastKey)
            return;
        var raised = 1 + youth;
        if (_places.Count > 0 && _places.Contains(columns.Read(Fields.Place, doc)))
            raised += ForPlace;
        if (_people.Count > 0 && _people.Contains(columns.Read(Fields.Author, doc)))
            raised += ForPerson;
        Offer(columns, doc, hour, text * raised);
    }

    private void Offer(SegmentColumns columns, int doc, int hour, double key)
    {
        if (_after is { } after && !IsBehind(after, columns, doc, hour, key))
            return;
        _first.Offer(doc, key, hour);
    }

    private static bool IsBehind((double Key, int Hour, long Id) after, SegmentColumns columns, int doc, int hour, double key) =>
        key != after.Key ? key < after.Key
        : hour != after.Hour ? hour < after.Hour
        : columns.IdOf(doc) < after.Id;

    private float YouthAt(int hour)
    {
        var hours = Math.Max(0, _nowHour - hour);
        return hours < Youth.Length ? Youth[hours] : 0;
    }
}
