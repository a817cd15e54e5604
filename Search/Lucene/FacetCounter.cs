using System.Runtime.InteropServices;
using Collab.Domain.Search;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Collab.Search.Lucene;

/// <summary>Counts the values of facets over whatever matches.</summary>
internal sealed class FacetCounter(IReadOnlyCollection<SearchFacet> facets) : ICollector
{
    private readonly (SearchFacet Facet, Dictionary<long, int> Counts)[] _counts = [.. facets.Select(f => (f, new Dictionary<long, int>()))];
    private NumericDocValues[] _columns = [];

    public bool AcceptsDocsOutOfOrder => true;

    /// <summary>The most frequent values of each facet.</summary>
    public IEnumerable<(SearchFacet Facet, IReadOnlyList<FacetCount> Counts)> Read() =>
        _counts.Select(c => (c.Facet, (IReadOnlyList<FacetCount>)[
            .. c.Counts.OrderByDescending(v => v.Value).ThenByDescending(v => v.Key).Take(SearchHits.FacetValues).Select(v => new FacetCount(v.Key, v.Value))]));

    public void SetScorer(Scorer scorer)
    {
        // Scores do not matter.
    }

    public void Collect(int doc)
    {
        for (var i = 0; i < _counts.Length; i++)
            CollectionsMarshal.GetValueRefOrAddDefault(_counts[i].Counts, _columns[i].Get(doc), out _)++;
    }

    public void SetNextReader(AtomicReaderContext context) => _columns = [.. _counts.Select(c => Columns.Of(context.AtomicReader, FieldOf(c.Facet)))];

    private static string FieldOf(SearchFacet facet) => facet switch
    {
        SearchFacet.Person => Fields.Author,
        SearchFacet.Place => Fields.Place,
        SearchFacet.Month => Fields.Month,
        SearchFacet.Kind => Fields.Kind,
        _ => throw new InvalidOperationException($"Unknown facet: {facet}."),
    };
}
