namespace Collab.Domain.Search.Queries;

/// <summary>Says what may be completed in a query: operators, fixed values and dates; and that a person or place is wanted.</summary>
public static class QueryCompletion
{
    /// <summary>There are never more suggestions.</summary>
    public const int Most = 12;

    /// <summary>What may stand at the caret, best first. Within phrases, and within words that go on behind the caret, there is nothing to suggest.</summary>
    public static IReadOnlyList<QuerySuggestion> Suggest(string? text, int caret)
    {
        var read = QueryParser.Cut(text ?? "");
        if (caret < 0 || caret > read.Length)
            return [];
        var tokens = QueryLexer.Read(read);
        var within = tokens.Find(token => token.IsTerm && token.Span.Start < caret && caret <= token.Span.End);
        return within switch
        {
            { IsLoneDash: true } => Operators("", new QuerySpan(caret, 0)),
            { Kind: QueryTokenKind.Word } when caret < within.Span.End => [],
            null or { Kind: QueryTokenKind.Word } when LongerDates(read, tokens, caret) is { Count: > 0 } dates => dates,
            { Kind: QueryTokenKind.Word } => Operators(within.Text, within.Span),
            { Kind: QueryTokenKind.Filter, Name: { } name } => InFilter(read, within, name, caret),
            not null => [],
            _ when WaitingBefore(read, tokens, caret) is { } name => Values(read, name, "", new QuerySpan(caret, 0)),
            _ => IsFree(read, caret) ? Operators("", new QuerySpan(caret, 0)) : [],
        };
    }

    private static IReadOnlyList<QuerySuggestion> InFilter(string text, QueryToken token, QueryOperatorName name, int caret)
    {
        var value = token.ValueSpan;
        if (caret < value.Start || (token is { IsQuoted: true, IsOpen: false } && caret == value.End))
            return [];
        var typed = QueryText.Clean(text[value.Start..caret]);
        if (token.IsQuoted && typed.Length > 0)
            typed = typed[1..].Replace("\"\"", "\"", StringComparison.Ordinal);
        return Values(text, name, typed.TrimStart(), value);
    }

    // “before:last w” and the caret behind it: what follows a date may belong to it.
    private static List<QuerySuggestion> LongerDates(string text, List<QueryToken> tokens, int caret)
    {
        var before = tokens.FindLast(token => token.Span.Start < caret && token.Kind != QueryTokenKind.Word);
        if (before is not { Kind: QueryTokenKind.Filter, IsQuoted: false, Name: { } name } date
            || QueryOperators.ValueOf(name.Operator) != QueryValueKind.Date || date.Text.Length == 0)
            return [];
        var typed = QueryText.Clean(text[date.ValueSpan.Start..caret]) + (QueryText.BlankLength(text, caret - 1) > 0 ? " " : "");
        var span = new QuerySpan(date.ValueSpan.Start, caret - date.ValueSpan.Start);
        var longer = typed.Contains(' ', StringComparison.Ordinal) ? Dates(name.IsGerman, typed) : [];
        return [.. longer.Take(Most).Select(words => Complete(text, QuerySuggestionKind.Date, name, words, span))];
    }

    // “from: ” and the caret behind it: the value may stand here.
    private static QueryOperatorName? WaitingBefore(string text, List<QueryToken> tokens, int caret) =>
        tokens.FindLast(token => token.Span.End <= caret) is { Kind: QueryTokenKind.Filter, IsQuoted: false, Text: "" } before
        && QueryText.Clean(text[before.Span.End..caret]).Length == 0 ? before.Name : null;

    private static IReadOnlyList<QuerySuggestion> Values(string text, QueryOperatorName name, string typed, QuerySpan span)
    {
        switch (QueryOperators.ValueOf(name.Operator))
        {
            case QueryValueKind.Person:
                return [new(QuerySuggestionKind.Person, name.Operator, typed, span)];
            case QueryValueKind.Place:
                return [new(QuerySuggestionKind.Place, name.Operator, typed, span)];
            case QueryValueKind.Date:
                return [.. Dates(name.IsGerman, typed).Take(Most).Select(date => Complete(text, QuerySuggestionKind.Date, name, date, span))];
            default:
                return [.. Fixed(name, typed).Take(Most).Select(value => Complete(text, QuerySuggestionKind.Value, name, value, span))];
        }
    }

    // The language of the operator first; the other one only for what was begun in it.
    private static IEnumerable<string> Dates(bool isGerman, string typed)
    {
        if (typed.Length == 0)
            return QueryDateWords.Common(isGerman);
        return new[] { isGerman, !isGerman }.SelectMany(language => QueryDateWords.Common(language).Concat(QueryDateWords.Further(language)))
            .Where(date => IsBegunBy(date, typed)).Distinct();
    }

    private static IEnumerable<string> Fixed(QueryOperatorName name, string typed) =>
        typed.Length == 0
            ? QueryValues.Of(name.Operator, name.IsGerman)
            : QueryValues.Of(name.Operator, name.IsGerman).Union(QueryValues.Of(name.Operator, !name.IsGerman)).Where(value => IsBegunBy(value, typed));

    private static QuerySuggestion Complete(string text, QuerySuggestionKind kind, QueryOperatorName name, string value, QuerySpan span)
    {
        var isFollowed = span.End < text.Length && QueryText.BlankLength(text, span.End) > 0;
        return new QuerySuggestion(kind, name.Operator, QueryText.Quote(value) + (isFollowed ? "" : " "), span);
    }

    // Each operator once, by the first of its names that fits; those in English when nothing is typed.
    private static IReadOnlyList<QuerySuggestion> Operators(string typed, QuerySpan span) =>
    [
        .. QueryOperators.Names.Where(name => IsBegunBy(name.Name, typed)).DistinctBy(name => name.Operator).Take(Most)
            .Select(name => new QuerySuggestion(QuerySuggestionKind.Operator, name.Operator, name.Name + ":", span)),
    ];

    private static bool IsBegunBy(string whole, string typed) => whole.StartsWith(typed, StringComparison.OrdinalIgnoreCase);

    // Not right behind something, and not right before something that it would run into.
    private static bool IsFree(string text, int caret) =>
        (caret == 0 || text[caret - 1] is '(' or '-' || QueryText.BlankLength(text, caret - 1) > 0)
        && (caret == text.Length || text[caret] == ')' || QueryText.BlankLength(text, caret) > 0);
}
