namespace Collab.Domain.Search.Queries;

/// <summary>Keeps a query's pieces within what engines bear, with parentheses that fit together.</summary>
internal sealed class QueryLimits(string text, List<QueryProblem> problems)
{
    private readonly List<(QueryToken Token, QueryNode? Node)> _kept = [];
    private readonly Stack<QueryToken> _open = new();
    private int _tooDeep;
    private int _parts;

    /// <summary>The pieces that count, with what they say. Groups that are open at the end are closed by it.</summary>
    public IReadOnlyList<(QueryToken Token, QueryNode? Node)> Settle(IReadOnlyList<QueryToken> tokens)
    {
        var reading = new QueryReading(text, problems);
        foreach (var token in tokens)
        {
            if (!token.IsTerm)
            {
                KeepSign(token);
                continue;
            }

            if (_parts == QueryParser.MaxParts && !IsNothing(token))
            {
                CutAt(token);
                return _kept;
            }

            var node = reading.Read(token);
            _parts += node is null ? 0 : 1;
            _kept.Add((token, node));
        }

        problems.AddRange(_open.Select(open => QueryProblems.OpenGroup(open.Span)));
        return _kept;
    }

    private void KeepSign(QueryToken token)
    {
        if (token.Kind == QueryTokenKind.Open && _open.Count == QueryParser.MaxDepth)
        {
            if (_tooDeep++ == 0)
                problems.Add(QueryProblems.TooDeep(token.Span));
            return;
        }

        if (token.Kind == QueryTokenKind.Close && _tooDeep > 0)
        {
            _tooDeep--;
            return;
        }

        if (token.Kind == QueryTokenKind.Open)
            _open.Push(token);
        if (token.Kind == QueryTokenKind.Close && !_open.TryPop(out _))
            problems.Add(QueryProblems.StrayParenthesis(token.Span));
        else
            _kept.Add((token, null));
    }

    // What led to the first piece that is too many is cut with it, so that nothing dangles.
    private void CutAt(QueryToken token)
    {
        problems.Add(QueryProblems.TooMany(new QuerySpan(token.Span.Start, text.Length - token.Span.Start)));
        while (_kept is [.., { Token: { IsTerm: false, Kind: not QueryTokenKind.Close } }])
            _kept.RemoveAt(_kept.Count - 1);
    }

    private static bool IsNothing(QueryToken token) => token.Kind == QueryTokenKind.Word && !QueryText.IsSearchable(token.Text);
}
