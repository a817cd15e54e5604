namespace Collab.Domain.Search.Queries;

/// <summary>Finds out what the pieces of a query say, each by itself, and what is wrong with them.</summary>
internal sealed class QueryReading(string text, List<QueryProblem> problems)
{
    /// <summary>What a piece says; null when it is left out, with its problem noted unless it is mere punctuation.</summary>
    public QueryNode? Read(QueryToken token)
    {
        if (token.IsOpen)
            problems.Add(QueryProblems.OpenQuote(new QuerySpan(token.Kind == QueryTokenKind.Phrase ? token.Span.Start : token.ValueSpan.Start, 1)));
        return token.Kind switch
        {
            QueryTokenKind.Phrase => QueryText.IsSearchable(token.Text) ? new QueryNode.Phrase(token.Text, token.Span) : null,
            QueryTokenKind.Filter => Filter(token),
            QueryTokenKind.Misspelt => Refuse(QueryProblems.UnknownOperator(token, Written(token), text[token.ValueSpan.Start..token.Span.End])),
            _ => Word(token),
        };
    }

    private QueryNode? Word(QueryToken token)
    {
        if (token.Text.All(c => c is '*' or '?'))
            return Refuse(QueryProblems.OnlyWildcards(token));
        return QueryText.IsSearchable(token.Text) ? new QueryNode.Word(token.Text.TrimEnd('*'), token.Span) : null;
    }

    private QueryNode? Filter(QueryToken token)
    {
        if (token.Name is not { Operator: var meant } || (token.IsQuoted ? token.Text : token.Text.TrimStart('@', '#')).Length == 0)
            return Refuse(QueryProblems.NoValue(token, Written(token)));
        if (!QueryValues.Takes(meant, token.Text))
            return Refuse(QueryProblems.UnknownValue(token, Written(token)));
        return new QueryNode.Filter(meant, token.Text, token.Span);
    }

    private QueryNode? Refuse(QueryProblem problem)
    {
        problems.Add(problem);
        return null;
    }

    // The operator with its colon, as it was typed.
    private string Written(QueryToken token) => text[token.Span.Start..(text.IndexOf(':', token.Span.Start) + 1)];
}
