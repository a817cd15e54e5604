namespace Collab.Domain.Search.Queries;

/// <summary>Builds the tree: a minus or NOT binds closest, then what stands side by side, then OR.</summary>
internal sealed class QueryBuilder(string text, IReadOnlyList<(QueryToken Token, QueryNode? Node)> pieces, List<QueryProblem> problems)
{
    private readonly List<QueryPart> _parts = [];
    private bool _isNegated;
    private int _at;

    /// <summary>The words, phrases and filters that were put into the tree, in order.</summary>
    public IReadOnlyList<QueryPart> Parts => _parts;

    private QueryToken? Next => _at < pieces.Count ? pieces[_at].Token : null;

    /// <summary>The tree; null when nothing is said. Goes as deep as <see cref="QueryLimits"/> lets parentheses be.</summary>
    public QueryNode? Build() => ReadAny();

    private QueryNode? ReadAny()
    {
        var nodes = new List<QueryNode>();
        QueryToken? waiting = null;
        var hasLeft = false;
        while (true)
        {
            if (ReadAll(nodes))
                (hasLeft, waiting) = (true, null);
            else if (waiting is not null)
                NoteDangling(waiting);
            if (Next is not { Kind: QueryTokenKind.Or } or)
                return QueryTree.Any(nodes);
            _at++;
            waiting = hasLeft ? or : null;
            if (!hasLeft)
                NoteDangling(or);
        }
    }

    // True when there was something to join, be it only punctuation that says nothing.
    private bool ReadAll(List<QueryNode> options)
    {
        var nodes = new List<QueryNode>();
        QueryToken? waiting = null;
        var isAny = false;
        while (Next is { Kind: not (QueryTokenKind.Or or QueryTokenKind.Close) } token)
        {
            if (token.Kind == QueryTokenKind.And)
            {
                _at++;
                if (!isAny || waiting is not null)
                    NoteDangling(token);
                else
                    waiting = token;
            }
            else if (ReadOne(nodes))
            {
                (isAny, waiting) = (true, null);
            }
        }

        if (waiting is not null)
            NoteDangling(waiting);
        if (QueryTree.All(nodes) is { } node)
            options.Add(node);
        return isAny;
    }

    private bool ReadOne(List<QueryNode> nodes)
    {
        var first = _at;
        while (Next is { IsNegation: true })
            _at++;
        var prefixes = _at - first;
        if (Next is not { } token || !(token.IsTerm || token.Kind == QueryTokenKind.Open))
        {
            for (var at = first; at < _at; at++)
                NoteDangling(pieces[at].Token);
            return false;
        }

        var before = _isNegated;
        _isNegated ^= prefixes % 2 == 1;
        var node = token.Kind == QueryTokenKind.Open ? ReadGroup() : ReadTerm(pieces[first].Token.Span.Start);
        _isNegated = before;
        if ((prefixes % 2 == 1 ? QueryTree.Not(node) : node) is { } read)
            nodes.Add(read);
        return true;
    }

    private QueryNode? ReadGroup()
    {
        _at++;
        var node = ReadAny();
        if (Next is not null)
            _at++; // its closing parenthesis: nothing else ends a group but the end
        return node;
    }

    private QueryNode? ReadTerm(int start)
    {
        var (token, node) = pieces[_at++];
        if (token.IsLoneDash && Next is null or { Kind: QueryTokenKind.Close })
            NoteDangling(token);
        if (node is not null)
            _parts.Add(new QueryPart(node, _isNegated, new QuerySpan(start, token.Span.End - start)));
        return node;
    }

    private void NoteDangling(QueryToken token) => problems.Add(QueryProblems.Dangling(token.Span, text[token.Span.Start..token.Span.End]));
}
