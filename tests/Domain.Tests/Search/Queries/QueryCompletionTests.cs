using Collab.Domain.Search.Queries;
using CsCheck;
using Xunit;

namespace Collab.Domain.Tests.Search.Queries;

/// <summary>The caret is where the bar stands.</summary>
public sealed class QueryCompletionTests
{
    private static readonly Gen<string> AnyQuery = Pick.Of(
        "a", "from:", "f", "be", "has:", "is: ", "before:", "vor:", "last", "\"", "“", " ", "(", ")", "-", "OR ", "in:\"x", "ada", "li", "😀", "\uD800", "\0").Array[0, 20].Select(string.Concat);

    [Theory]
    [InlineData("fr|", "from:|")]
    [InlineData("budget FR|", "budget from:|")]
    [InlineData("-me|", "-mentions:|")]
    [InlineData("(b|", "(before:|")]
    [InlineData("wä|", "während:|")]
    [InlineData("fr| x", "from:| x")]
    public void An_operator_is_completed_and_waits_for_its_value(string typed, string completed) => Assert.Equal([completed], Completed(typed));

    [Theory]
    [InlineData("i|", "in: is:")]
    [InlineData("w|", "with: during:")]
    [InlineData("vo|", "from: before:")]
    [InlineData("|", "from: to: in: with: before: after: on: during: has: is: mentions:")]
    [InlineData("a |", "from: to: in: with: before: after: on: during: has: is: mentions:")]
    [InlineData("a -| b", "from: to: in: with: before: after: on: during: has: is: mentions:")]
    public void Every_operator_that_begins_so_is_offered_once(string typed, string operators) =>
        Assert.Equal(operators.Split(' '), Suggest(typed).Select(s => QueryOperators.NameOf(s.Operator) + ":"));

    [Theory]
    [InlineData("xyz|")]
    [InlineData("fr|ieda")]
    [InlineData("|from")]
    [InlineData("fr|om:ada")]
    [InlineData("\"fr|")]
    [InlineData("\"a fr|\"")]
    [InlineData("from:\"ada\"|")]
    [InlineData("|(b)")]
    [InlineData("(b)|")]
    [InlineData("form:a|")]
    public void Elsewhere_nothing_is_offered(string typed) => Assert.Empty(Suggest(typed));

    [Theory]
    [InlineData("has:|", "has:code |;has:file |;has:image |;has:link |;has:pin |;has:reaction |;has:thread |")]
    [InlineData("has:LI|", "has:link |")]
    [InlineData("has:l|ink x", "has:link| x")]
    [InlineData("a is:un|", "a is:unread |;a is:ungelesen |")]
    [InlineData("-hat: re|", "-hat: reaktion |;-hat: reaction |")]
    [InlineData("hat:|", "hat:bild |;hat:code |;hat:datei |;hat:link |;hat:pin |;hat:reaktion |;hat:thread |")]
    [InlineData("ist:un|", "ist:ungelesen |;ist:unread |")]
    [InlineData("is:ung|", "is:ungelesen |")]
    [InlineData("is: |", "is: channel |;is: dm |;is: group |;is: mine |;is: recalled-by-me |;is: saved |;is: thread |;is: unread |")]
    [InlineData("(has:li|)", "(has:link |)")]
    [InlineData("has:x|", "")]
    public void Fixed_values_are_completed(string typed, string completed) =>
        Assert.Equal(completed.Split(';', StringSplitOptions.RemoveEmptyEntries), Completed(typed));

    [Theory]
    [InlineData("before:yes|", "before:yesterday |")]
    [InlineData("on:nov|", "on:november |")]
    [InlineData("vor:ges|", "vor:gestern |")]
    [InlineData("vor:yes|", "vor:yesterday |")]
    [InlineData("after:last|", "after:\"last week\" |;after:\"last month\" |;after:\"last year\" |")]
    [InlineData("after:\"last w|", "after:\"last week\" |")]
    [InlineData("after:\"last w|\"", "after:\"last week\" |")]
    [InlineData("after:last w|", "after:\"last week\" |")]
    [InlineData("after:this |", "after:\"this week\" |;after:\"this month\" |;after:\"this year\" |")]
    [InlineData("after:today w|", "after:today with:|;after:today während:|")]
    public void Dates_are_completed(string typed, string completed) => Assert.Equal(completed.Split(';'), Completed(typed));

    [Fact]
    public void Every_date_that_is_offered_is_read()
    {
        var now = new DateTimeOffset(2026, 11, 5, 12, 0, 0, TimeSpan.Zero);
        var dates = new[] { "on:", "am:" }.SelectMany(op => Enumerable.Range('a', 26).Select(letter => op + (char)letter).Append(op))
            .SelectMany(text => QueryCompletion.Suggest(text, text.Length)).Where(s => s.Kind == QuerySuggestionKind.Date).Select(s => s.Text).ToHashSet();

        Assert.InRange(dates.Count, 40, 80);
        Assert.All(dates, date => Assert.True(QueryDates.Read(date.Trim(' ', '"'), TimeZoneInfo.Utc, now, DayOfWeek.Monday).IsOk, date));
    }

    [Theory]
    [InlineData("from:|", QuerySuggestionKind.Person, "", "")]
    [InlineData("from: |", QuerySuggestionKind.Person, "", "")]
    [InlineData("from:ad|", QuerySuggestionKind.Person, "ad", "ad")]
    [InlineData("to:@a|d x", QuerySuggestionKind.Person, "@a", "@ad")]
    [InlineData("with:\"Ada L|", QuerySuggestionKind.Person, "Ada L", "\"Ada L")]
    [InlineData("mentions:\"Ada L|\"", QuerySuggestionKind.Person, "Ada L", "\"Ada L\"")]
    [InlineData("-in:#gen|", QuerySuggestionKind.Place, "#gen", "#gen")]
    [InlineData("in: gen|", QuerySuggestionKind.Place, "gen", "gen")]
    public void A_person_or_place_is_asked_for_by_what_was_typed(string typed, QuerySuggestionKind kind, string prefix, string replaced)
    {
        var wanted = Assert.Single(Suggest(typed));

        Assert.Equal((kind, prefix), (wanted.Kind, wanted.Text));
        Assert.Equal(replaced, Text(typed).At(wanted.Span));
    }

    [Fact]
    public void Wherever_the_caret_is_suggestions_are_few_and_lie_within() => Gen.Select(AnyQuery, Gen.Int[-3, 60]).Sample((text, caret) =>
    {
        var suggestions = QueryCompletion.Suggest(text, caret);

        Assert.InRange(suggestions.Count, 0, QueryCompletion.Most);
        Assert.All(suggestions, s => Assert.True(s.Span.Start >= 0 && s.Span.Start <= caret && caret <= s.Span.End && s.Span.End <= text.Length, $"{s}"));
    }, iter: 4_000);

    [Fact]
    public void A_completed_value_is_read_without_problems_of_its_own() => AnyQuery.Sample(text =>
    {
        foreach (var suggestion in QueryCompletion.Suggest(text, text.Length).Where(s => s.Kind is QuerySuggestionKind.Value or QuerySuggestionKind.Date))
        {
            var completed = Apply(text, suggestion);
            var filter = QueryParser.Parse(completed).Parts.Select(part => part.Node).OfType<QueryNode.Filter>().Last();
            Assert.Equal((suggestion.Operator, suggestion.Text.Trim(' ', '"')), (filter.Operator, filter.Value));
        }
    }, iter: 4_000);

    [Fact]
    public void Nothing_is_offered_behind_what_is_read() => Assert.Empty(QueryCompletion.Suggest(new string(' ', 1_000_000), 999_999));

    private static IReadOnlyList<QuerySuggestion> Suggest(string typed) => QueryCompletion.Suggest(Text(typed), typed.IndexOf('|', StringComparison.Ordinal));

    private static IEnumerable<string> Completed(string typed) => Suggest(typed).Select(suggestion =>
        Apply(Text(typed), suggestion).Insert(suggestion.Span.Start + suggestion.Text.Length, "|"));

    private static string Text(string typed) => typed.Replace("|", "", StringComparison.Ordinal);

    private static string Apply(string text, QuerySuggestion suggestion) =>
        text.Remove(suggestion.Span.Start, suggestion.Span.Length).Insert(suggestion.Span.Start, suggestion.Text);
}
