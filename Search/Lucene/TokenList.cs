using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Collab.Search.Lucene;

/// <summary>Words that are already taken apart, as the writer wants to be given them.</summary>
internal sealed class TokenList : TokenStream
{
    private IEnumerable<string> _tokens = [];
    private readonly ICharTermAttribute _term;
    private IEnumerator<string>? _at;

    public TokenList() => _term = AddAttribute<ICharTermAttribute>();

    /// <summary>Gives these from the next reset on.</summary>
    public void Take(IEnumerable<string> tokens) => _tokens = tokens;

    public override void Reset()
    {
        base.Reset();
        _at = _tokens.GetEnumerator();
    }

    public override bool IncrementToken()
    {
        if (_at?.MoveNext() != true)
            return false;
        ClearAttributes();
        _term.SetEmpty().Append(_at.Current);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _at?.Dispose();
        base.Dispose(disposing);
    }
}
