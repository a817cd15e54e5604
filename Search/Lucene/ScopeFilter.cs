using System.Collections.Frozen;
using Collab.Domain.Search;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Collab.Search.Lucene;

/// <summary>
/// Lets through what a scope allows. It is asked about each candidate, by columns, so that it costs what the query
/// matches and not what the index holds, whether the scope names five places or five thousand.
/// </summary>
internal sealed class ScopeFilter(SearchScope scope) : Filter
{
    private readonly FrozenSet<long> _places = scope.Places.Select(p => p.Value).ToFrozenSet();
    private readonly FrozenSet<long> _openIn = scope.OpenIn.Select(w => w.Value).ToFrozenSet();

    public override DocIdSet GetDocIdSet(AtomicReaderContext context, IBits acceptDocs) =>
        new Allowed(context.AtomicReader, acceptDocs, scope.Organization.Value, scope.IsWhole, _places, _openIn);

    private sealed class Allowed(AtomicReader segment, IBits? acceptDocs, long organization, bool isWhole, FrozenSet<long> places, FrozenSet<long> openIn)
        : FieldCacheDocIdSet(segment.MaxDoc, acceptDocs)
    {
        private readonly NumericDocValues _organizations = Columns.Of(segment, Fields.Organization);
        private readonly NumericDocValues _places = Columns.Of(segment, Fields.Place);
        private readonly NumericDocValues _open = Columns.Of(segment, Fields.OpenIn);

        protected override bool MatchDoc(int doc) =>
            // The places first: they leave the fewest.
            (isWhole || places.Contains(_places.Get(doc)) || (openIn.Count > 0 && openIn.Contains(_open.Get(doc)))) && _organizations.Get(doc) == organization;
    }
}
