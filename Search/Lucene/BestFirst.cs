using System.Collections.Frozen;
using Collab.Domain.Search;
using Lucene.Net.Index;
using Lucene.Net.Queries;
using Lucene.Net.Search;

namespace Collab.Search.Lucene;

/// <summary>
/// Raises the score of the text for young messages and for places and people that are close: by up to 1 for its age, halved
/// every 30 days, by 0.5 for the place and by 0.3 for the person.
/// </summary>
internal sealed class BestFirst(Query text, IndexSearch search) : CustomScoreQuery(text)
{
    /// <summary>An age at which a message counts half.</summary>
    public static readonly TimeSpan HalfLife = TimeSpan.FromDays(30);

    private const long MillisecondsPerHour = 3_600_000;

    // By hours of age, for two years: a power for each of a hundred thousand hits would take longer than finding them.
    private static readonly float[] Youth = [.. Enumerable.Range(0, 24 * 730).Select(hours => (float)Math.Pow(0.5, hours / HalfLife.TotalHours))];

    private readonly long _now = search.Now.ToUnixTimeMilliseconds();
    private readonly FrozenSet<long> _places = search.Close.Places.Take(100).Select(p => p.Value).ToFrozenSet();
    private readonly FrozenSet<long> _people = search.Close.People.Take(100).Select(p => p.Value).ToFrozenSet();

    public override string Name => "best-first";

    protected override CustomScoreProvider GetCustomScoreProvider(AtomicReaderContext context) => new Provider(context, this);

    private sealed class Provider(AtomicReaderContext context, BestFirst query) : CustomScoreProvider(context)
    {
        private readonly NumericDocValues _at = Columns.Of(context.AtomicReader, Fields.At);
        private readonly NumericDocValues _places = Columns.Of(context.AtomicReader, Fields.Place);
        private readonly NumericDocValues _authors = Columns.Of(context.AtomicReader, Fields.Author);

        public override float CustomScore(int doc, float subQueryScore, float valSrcScore)
        {
            var hours = Math.Max(0, query._now - _at.Get(doc)) / MillisecondsPerHour;
            var raised = 1 + (hours < Youth.Length ? Youth[hours] : 0);
            if (query._places.Count > 0 && query._places.Contains(_places.Get(doc)))
                raised += 0.5f;
            if (query._people.Count > 0 && query._people.Contains(_authors.Get(doc)))
                raised += 0.3f;
            return subQueryScore * raised;
        }
    }
}
