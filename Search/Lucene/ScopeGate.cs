using System.Collections.Frozen;
using Collab.Domain.Search;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Collab.Search.Lucene;

/// <summary>
/// Lets through what a scope allows. Each circle of readers is looked up once for each segment, so that a candidate costs
/// two reads of memory, whether the scope names five places or five thousand.
/// </summary>
internal sealed class ScopeGate(SearchScope scope, Patience patience, ICollector inner) : ICollector
{
    private const int LookEvery = 4096;

    private readonly FrozenSet<long> _places = scope.Places.Select(p => p.Value).ToFrozenSet();
    private readonly FrozenSet<long> _openIn = scope.OpenIn.Select(w => w.Value).ToFrozenSet();

    // By the circle's number.
    private Verdict[] _verdicts = [];
    private SegmentFacts? _facts;
    private int _untilLook = LookEvery;

    private enum Verdict : byte
    {
        Unknown,
        Allowed,
        Forbidden,
    }

    public bool AcceptsDocsOutOfOrder => inner.AcceptsDocsOutOfOrder;

    public void SetScorer(Scorer scorer) => inner.SetScorer(scorer);

    public void SetNextReader(AtomicReaderContext context)
    {
        Look();
        _facts = SegmentFacts.Of(context.AtomicReader);
        _verdicts = new Verdict[_facts.Circles.Count];
        inner.SetNextReader(context);
    }

    public void Collect(int doc)
    {
        if (--_untilLook == 0)
            Look();
        var circle = _facts!.CircleOf(doc); // a segment was begun
        if (_verdicts[circle] == Verdict.Unknown)
            _verdicts[circle] = Allows(_facts.Circles[circle]) ? Verdict.Allowed : Verdict.Forbidden;
        if (_verdicts[circle] == Verdict.Allowed)
            inner.Collect(doc);
    }

    private void Look()
    {
        _untilLook = LookEvery;
        patience.Look();
    }

    private bool Allows(SegmentFacts.Circle circle) =>
        circle.Organization == scope.Organization.Value && (scope.IsWhole || _places.Contains(circle.Place) || _openIn.Contains(circle.OpenIn));
}
