using System.Text;

namespace Collab.Domain.Search.Queries;

/// <summary>Takes a part out of a query, with what stands there only for its sake: its minus, an OR beside it, a group that it was alone in.</summary>
internal sealed class QueryRemoval
{
    private readonly string _text;
    private readonly List<QueryToken> _tokens;

    private QueryRemoval(string text) => (_text, _tokens) = (text, QueryLexer.Read(text));

    /// <summary>The text without what stands in a span, in single spaces and without punctuation that says nothing.</summary>
    public static string Remove(string text, QuerySpan span)
    {
        var removal = new QueryRemoval(text);
        for (var at = removal._tokens.Count - 1; at >= 0; at--)
        {
            if (at < removal._tokens.Count && Goes(removal._tokens[at], span))
                removal.RemoveAt(at);
        }

        return removal.Write();
    }

    private static bool Goes(QueryToken token, QuerySpan span) =>
        token.IsTerm && ((token.Span.Start >= span.Start && token.Span.End <= span.End)
            || (token.Kind is QueryTokenKind.Word or QueryTokenKind.Phrase && !QueryText.IsSearchable(token.Text)));

    private void RemoveAt(int at)
    {
        _tokens.RemoveAt(at);
        do
        {
            while (at > 0 && _tokens[at - 1].IsNegation)
                _tokens.RemoveAt(--at);
        }
        while (Tidy(ref at));
    }

    // One thing that would dangle around the gap; false when nothing does.
    private bool Tidy(ref int at)
    {
        var (left, right) = (at > 0 ? _tokens[at - 1] : null, at < _tokens.Count ? _tokens[at] : null);
        var (isFirst, isLast) = (left is null or { Kind: QueryTokenKind.Open }, right is null or { Kind: QueryTokenKind.Close });
        if (right is { IsConnector: true } && (isFirst || (left is { Kind: QueryTokenKind.Or } && right.Kind == QueryTokenKind.And)))
        {
            _tokens.RemoveAt(at);
            return true;
        }

        var isGroup = left is { Kind: QueryTokenKind.Open } && isLast;
        if (!isGroup && !(left is { IsConnector: true } && (isLast || right is { IsConnector: true })))
            return false;
        if (isGroup && right is not null)
            _tokens.RemoveAt(at);
        _tokens.RemoveAt(--at);
        return true;
    }

    private string Write()
    {
        var written = new StringBuilder();
        QueryToken? before = null;
        foreach (var token in _tokens)
        {
            if (before is not null && IsGap(before, token))
            {
                Seal(written, before, token);
                written.Append(' ');
            }

            written.Append(_text, token.Span.Start, token.Span.Length);
            before = token;
        }

        return QueryText.Clean(written.ToString());
    }

    private static bool IsGap(QueryToken before, QueryToken token) => before.Span.End != token.Span.Start
        && before.Kind is not (QueryTokenKind.Minus or QueryTokenKind.Open) && token.Kind != QueryTokenKind.Close;

    // A date takes as many words as make one: a word that has moved up to it must not become its year.
    private void Seal(StringBuilder written, QueryToken before, QueryToken token)
    {
        if (before is not { Kind: QueryTokenKind.Filter, IsQuoted: false, Name: { } name, Text.Length: > 0 } || QueryOperators.ValueOf(name.Operator) != QueryValueKind.Date
            || QueryText.Clean(_text[before.Span.End..token.Span.Start]).Length == 0)
            return;
        written.Length -= before.ValueSpan.Length;
        written.Append(QueryText.InQuotes(before.Text));
    }
}
