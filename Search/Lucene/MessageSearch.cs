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
    private readonly ScopeFilter _scope = new(search.Scope);

    /// <summary>Searches.</summary>
    /// <param name="view">What the state is called in cursors.</param>
    /// <param name="after">Where the page before ended.</param>
    public SearchHits Run(long view, HitCursor? after)
    {
        var sort = SortOf(search.Sort);
        var limit = Math.Clamp(search.Limit, 0, IndexSearch.MaxLimit);
        var top = TopFieldCollector.Create(sort, limit + 1, after?.ToFieldDoc(search.Sort), true, search.Sort == SearchSort.Best, false, true);
        var open = search.WantsFacets ? Enum.GetValues<SearchFacet>().Where(f => !search.Narrowed.ContainsKey(f)).ToList() : [];
        var counter = new FacetCounter(open);
        Collect(search.Narrowed.Values, open.Count > 0 ? MultiCollector.Wrap(top, counter) : top);
        var docs = top.GetTopDocs();
        var facets = counter.Read().Concat(search.WantsFacets ? search.Narrowed.Keys.SelectMany(CountWithout) : []).ToDictionary(f => f.Facet, f => f.Counts);
        var hits = docs.ScoreDocs.Take(limit).Select(d => Hit(d, view)).ToList();
        var next = docs.ScoreDocs.Length > limit && hits.Count > 0 ? hits[^1].Cursor.ToString() : null;
        return new SearchHits([.. hits.Select(h => h.Hit)], docs.TotalHits, facets, next);
    }

    private IEnumerable<(SearchFacet Facet, IReadOnlyList<FacetCount> Counts)> CountWithout(SearchFacet facet)
    {
        var counter = new FacetCounter([facet]);
        Collect(search.Narrowed.Where(n => n.Key != facet).Select(n => n.Value), counter);
        return counter.Read();
    }

    private void Collect(IEnumerable<SearchClause> narrowed, ICollector collector)
    {
        var wanted = new BooleanQuery(true) { { Scored(), Occur.MUST } };
        foreach (var clause in narrowed)
            wanted.Add(new ConstantScoreQuery(_queries.Of(clause)) { Boost = 0 }, Occur.MUST);
        searcher.Search(new FilteredQuery(wanted, _scope, FilteredQuery.QUERY_FIRST_FILTER_STRATEGY), new Patience(collector, Longest, ct));
    }

    private Query Scored()
    {
        var text = _queries.Of(search.Wanted);
        if (search.Sort != SearchSort.Best)
            return text;
        return new BestFirst(ClauseQueries.HasText(search.Wanted) ? text : new ConstantScoreQuery(text), search);
    }

    private static Sort SortOf(SearchSort sort) =>
        new(sort == SearchSort.Best ? SortField.FIELD_SCORE : new SortField(Fields.At, SortFieldType.INT64, true), new SortField(Fields.Id, SortFieldType.INT64, true));

    private (SearchHit Hit, HitCursor Cursor) Hit(ScoreDoc found, long view)
    {
        var leaves = searcher.IndexReader.Leaves;
        var leaf = leaves[ReaderUtil.SubIndex(found.Doc, leaves)];
        var doc = found.Doc - leaf.DocBase;
        long Column(string field) => Columns.Of(leaf.AtomicReader, field).Get(doc);
        var (id, root) = (Column(Fields.Id), Column(Fields.Root));
        var score = search.Sort == SearchSort.Best ? found.Score : 0;
        var hit = new SearchHit(
            new MessageId(id), new StreamId(Column(Fields.Stream)), Column(Fields.Seq), new StreamId(Column(Fields.Place)), root == 0 ? null : root, score);
        return (hit, HitCursor.Of(view, search.Sort, score, Column(Fields.At), id));
    }
}
