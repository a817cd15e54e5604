using Collab.Domain.Shared;

namespace Collab.Domain.Search.Queries;

/// <summary>What can be wrong with a query, in words.</summary>
internal static class QueryProblems
{
    public static QueryProblem TooLong(int end) =>
        new QueryProblem("query.too_long", $"Only the first {QueryParser.MaxLength} characters of a query are read. Make it shorter.", new QuerySpan(end, 0));

    public static QueryProblem TooMany(QuerySpan span) =>
        new QueryProblem("query.too_many", $"Only the first {QueryParser.MaxParts} words and filters of a query are read. Leave some out.", span);

    public static QueryProblem TooDeep(QuerySpan span) =>
        new QueryProblem("query.too_deep", $"Parentheses count up to {QueryParser.MaxDepth} levels deep; those within were left out. Take some out.", span);

    public static QueryProblem NoValue(QueryToken token, string written) => QueryOperators.ValueOf(Meant(token)) switch
    {
        QueryValueKind.Person => new QueryProblem(
            "query.no_value", $"“{written}” needs a person behind it: a name, a handle or “me”.", token.Span),
        QueryValueKind.Place => new QueryProblem(
            "query.no_value", $"“{written}” needs a channel or chat behind it. Put a name with spaces in quotation marks.", token.Span),
        QueryValueKind.Date => new QueryProblem(
            "query.no_value", $"“{written}” needs a date behind it, such as yesterday, last week, november or 2026-11-05.", token.Span),
        _ => new QueryProblem(
            "query.no_value", $"“{written}” needs one of these behind it: {List(token)}.", token.Span),
    };

    public static QueryProblem UnknownValue(QueryToken token, string written)
    {
        var nearest = QuerySpelling.Nearest(token.Text, [.. Values(token, IsGerman(token)), .. Values(token, !IsGerman(token))]);
        return new QueryProblem(
            "query.unknown_value", $"“{written}” does not take “{QueryText.Shown(token.Text)}”. It takes: {List(token)}.",
            token.Span, nearest is null ? null : written + nearest);
    }

    public static QueryProblem UnknownOperator(QueryToken token, string written, string rest)
    {
        var meant = (token.Name?.Name ?? "") + ":";
        return new QueryProblem(
            "query.unknown_operator", $"There is no “{written}”. Did you mean “{meant}”? Put it in quotation marks to search for it as it stands.",
            token.Span, meant + rest);
    }

    public static QueryProblem OnlyWildcards(QueryToken token) =>
        new QueryProblem("query.only_wildcards", $"“{QueryText.Shown(token.Text)}” alone would find everything and was left out. Write at least the beginning of a word.", token.Span);

    public static QueryProblem OpenQuote(QuerySpan span) =>
        new QueryProblem("query.open_quote", "This quotation mark is not closed, so that everything behind it belongs together. Close it where the phrase ends.", span);

    public static QueryProblem OpenGroup(QuerySpan span) =>
        new QueryProblem("query.open_group", "This parenthesis is not closed, so that the group goes on to the end. Close it where the group ends.", span);

    public static QueryProblem StrayParenthesis(QuerySpan span) =>
        new QueryProblem("query.stray_parenthesis", "This parenthesis closes nothing and was left out. Take it out, or open the group before it.", span);

    public static QueryProblem Dangling(QuerySpan span, string written) =>
        new QueryProblem("query.dangling", $"“{written}” has nothing beside it to go with and was left out. Add a word, or put it in quotation marks to search for it.", span);

    private static QueryOperator Meant(QueryToken token) => token.Name?.Operator ?? default;

    private static bool IsGerman(QueryToken token) => token.Name is { IsGerman: true };

    private static IReadOnlyList<string> Values(QueryToken token, bool isGerman) => QueryValues.Of(Meant(token), isGerman);

    // In the language of the operator.
    private static string List(QueryToken token) => string.Join(", ", Values(token, IsGerman(token)));
}
