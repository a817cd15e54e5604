using Collab.Domain.Search;
using Collab.Domain.Shared.Ids;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Collab.Search.Lucene;

/// <summary>One search in one state of an index.</summary>
internal sealed class MessageSearch(IndexSearcher searcher, IndexSearch search, CancellationToken ct)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly ClauseQueries _queries = new(searcher.IndexReader, search.IsFuzzy);
    private readonly (SearchClause Wanted, HashSet<long> Omitted) _sought = Omission.Split(search.Wanted);

    /// <summary>Searches.</summary>
    /// <param name="view">What the state is called in cursors.</param>
    /// <param name="after">Where the page before ended.</param>
    public SearchHits Run(long view, HitCursor? after)
    {
        var limit = Math.Clamp(search.Limit, 0, IndexSearch.MaxLimit);
        // One more than is asked for tells whether there is a next page.
        var ranking = new Ranking(search, limit == 0 ? 0 : limit + 1, after);
        var open = search.WantsFacets ? Enum.GetValues<SearchFacet>().Where(f => !search.Narrowed.ContainsKey(f)).ToList() : [];
        var counter = new FacetCounter(open);
        Collect(search.Narrowed.Values, open.Count > 0 ? MultiCollector.Wrap(ranking, counter) : ranking);
        var first = ranking.Read();
        var facets = counter.Read().Concat(search.WantsFacets ? search.Narrowed.Keys.SelectMany(CountWithout) : []).ToDictionary(f => f.Facet, f => f.Counts);
        var hits = first.Take(limit).Select(d => Hit(d.Segment, d.Doc, d.Key, view)).ToList();
        var next = first.Count > limit && hits.Count > 0 ? hits[^1].Cursor.ToString() : null;
        return new SearchHits([.. hits.Select(h => h.Hit)], ranking.Total, facets, next);
    }

    private IEnumerable<(SearchFacet Facet, IReadOnlyList<FacetCount> Counts)> CountWithout(SearchFacet facet)
    {
        var counter = new FacetCounter([facet]);
        Collect(search.Narrowed.Where(n => n.Key != facet).Select(n => n.Value), counter);
        return counter.Read();
    }

    private void Collect(IEnumerable<SearchClause> narrowed, ICollector collector)
    {
        var text = _queries.Of(_sought.Wanted);
        var wanted = ClauseQueries.HasText(_sought.Wanted) ? text : new ConstantScoreQuery(text);
        searcher.Search(Narrow(wanted, [.. narrowed.Select(_queries.Of)]), new ScopeGate(search.Scope, new Patience(Longest, ct), Omission.Of(_sought.Omitted, collector)));
    }

    // Alone, a query goes the quickest way that there is for it.
    private static Query Narrow(Query wanted, IReadOnlyList<Query> narrowed)
    {
        if (narrowed.Count == 0)
            return wanted;
        var all = new BooleanQuery(true) { { wanted, Occur.MUST } };
        foreach (var query in narrowed)
            all.Add(new ConstantScoreQuery(query) { Boost = 0 }, Occur.MUST);
        return all;
    }

    private (SearchHit Hit, HitCursor Cursor) Hit(SegmentColumns segment, int doc, double key, long view)
    {
        long Column(string field) => segment.Read(field, doc);
        var (id, root) = (Column(Fields.Id), Column(Fields.Root));
        var score = search.Sort == SearchSort.Best ? (float)key : 0;
        var hit = new SearchHit(
            new MessageId(id), new StreamId(Column(Fields.Stream)), Column(Fields.Seq), new StreamId(Column(Fields.Place)), root == 0 ? null : root, score);
        return (hit, HitCursor.Of(view, search.Sort, key, Column(Fields.At), id));
    }
}
