using Collab.Domain.Search.Queries;
using Xunit;

namespace Collab.Domain.Tests.Search.Queries;

public sealed class QueryProblemTests
{
    [Theory]
    [InlineData("a from:", "query.no_value from:", "a")]
    [InlineData("from: in:general", "query.no_value from:", "in=general")]
    [InlineData("from:@ a", "query.no_value from:@", "a")]
    [InlineData("from:\"\" a", "query.no_value from:\"\"", "a")]
    [InlineData("in: (a OR b)", "query.no_value in:", "(a | b)")]
    [InlineData("in: OR b", "query.no_value in:", "b")]
    [InlineData("to: -b", "query.no_value to:", "!b")]
    [InlineData("from: form:ada", "query.no_value from:;query.unknown_operator form:ada", "nothing")]
    [InlineData("a from:)", "query.no_value from:;query.stray_parenthesis )", "a")]
    public void An_operator_without_a_value_is_left_out(string query, string problems, string tree) => Check(query, problems, tree);

    [Theory]
    [InlineData("before:", "“before:” needs a date behind it, such as yesterday, last week, november or 2026-11-05.")]
    [InlineData("VON:", "“VON:” needs a person behind it: a name, a handle or “me”.")]
    [InlineData("in:", "“in:” needs a channel or chat behind it. Put a name with spaces in quotation marks.")]
    [InlineData("has:", "“has:” needs one of these behind it: code, file, image, link, pin, reaction, thread.")]
    [InlineData("hat:lnk", "“hat:” does not take “lnk”. It takes: bild, code, datei, link, pin, reaktion, thread.")]
    [InlineData("form:ada", "There is no “form:”. Did you mean “from:”? Put it in quotation marks to search for it as it stands.")]
    [InlineData("***", "“***” alone would find everything and was left out. Write at least the beginning of a word.")]
    [InlineData("a OR", "“OR” has nothing beside it to go with and was left out. Add a word, or put it in quotation marks to search for it.")]
    public void A_problem_says_what_to_do(string query, string sentence) =>
        Assert.Equal(sentence, Assert.Single(QueryParser.Parse(query).Problems).Said.ToString());

    [Theory]
    [InlineData("form:ada", "from:ada")]
    [InlineData("form:\"Ada L\"", "from:\"Ada L\"")]
    [InlineData("FRON:ada", "from:ada")]
    [InlineData("ot:ada", "to:ada")]
    [InlineData("hsa:link", "has:link")]
    [InlineData("mention:ada", "mentions:ada")]
    [InlineData("befor:today", "before:today")]
    [InlineData("durring:may", "during:may")]
    [InlineData("wärend:mai", "während:mai")]
    [InlineData("wiht:ada", "with:ada")]
    public void An_operator_that_there_is_not_is_not_searched_and_the_nearest_is_suggested(string query, string suggestion)
    {
        var parsed = QueryParser.Parse(query + " x");

        var problem = Assert.Single(parsed.Problems);
        Assert.Equal(("query.unknown_operator", query, suggestion), (problem.Code, parsed.Text.At(problem.Span), problem.Suggestion));
        Assert.Equal("x", Shown.Node(parsed.Root));
        Assert.Empty(QueryParser.Parse(suggestion).Problems);
    }

    [Theory]
    [InlineData("has:links", "has:link")]
    [InlineData("has:cod", "has:code")]
    [InlineData("hat:Raection", "hat:reaction")]
    [InlineData("hat:Raektion", "hat:reaktion")]
    [InlineData("ist:ungelsen", "ist:ungelesen")]
    [InlineData("has:dateien", "has:datei")]
    [InlineData("is:unraed", "is:unread")]
    [InlineData("is:min", "is:mine")]
    [InlineData("has:umbrella", null)]
    [InlineData("is:\"something else\"", null)]
    [InlineData("is:thread,", "is:thread")]
    public void A_value_that_there_is_not_is_left_out_and_the_nearest_is_suggested(string query, string? suggestion)
    {
        var parsed = QueryParser.Parse("x " + query);

        var problem = Assert.Single(parsed.Problems);
        Assert.Equal(("query.unknown_value", query, suggestion), (problem.Code, parsed.Text.At(problem.Span), problem.Suggestion));
        Assert.Equal("x", Shown.Node(parsed.Root));
    }

    [Theory]
    [InlineData("a \"b c", "query.open_quote \"", "(a & \"b c\")")]
    [InlineData("a “b c", "query.open_quote “", "(a & \"b c\")")]
    [InlineData("from:\"Ada L", "query.open_quote \"", "from=Ada L")]
    [InlineData("a \"", "query.open_quote \"", "a")]
    [InlineData("(a OR b", "query.open_group (", "(a | b)")]
    [InlineData("((a) b", "query.open_group (", "(a & b)")]
    [InlineData("a) b", "query.stray_parenthesis )", "(a & b)")]
    [InlineData(") a (", "query.stray_parenthesis );query.open_group (", "a")]
    [InlineData("thanks :)", "query.stray_parenthesis )", "thanks")]
    public void What_is_not_closed_is_closed_by_the_end(string query, string problems, string tree) => Check(query, problems, tree);

    [Theory]
    [InlineData("OR a", "query.dangling OR", "a")]
    [InlineData("a OR", "query.dangling OR", "a")]
    [InlineData("a OR OR b", "query.dangling OR", "(a | b)")]
    [InlineData("(a OR) b", "query.dangling OR", "(a & b)")]
    [InlineData("(OR)", "query.dangling OR", "nothing")]
    [InlineData("AND a", "query.dangling AND", "a")]
    [InlineData("a AND", "query.dangling AND", "a")]
    [InlineData("a AND AND b", "query.dangling AND", "(a & b)")]
    [InlineData("a AND OR b", "query.dangling AND", "(a | b)")]
    [InlineData("a NOT", "query.dangling NOT", "a")]
    [InlineData("a -", "query.dangling -", "a")]
    [InlineData("(a -) b", "query.dangling -", "(a & b)")]
    [InlineData("-", "query.dangling -", "nothing")]
    [InlineData("a NOT OR b", "query.dangling NOT", "(a | b)")]
    public void What_has_nothing_to_join_is_ignored(string query, string problems, string tree) => Check(query, problems, tree);

    [Theory]
    [InlineData("*", "query.only_wildcards *", "nothing")]
    [InlineData("a ***", "query.only_wildcards ***", "a")]
    [InlineData("? a", "query.only_wildcards ?", "a")]
    [InlineData("a OR *", "query.only_wildcards *", "a")]
    public void Wildcards_alone_find_nothing(string query, string problems, string tree) => Check(query, problems, tree);

    [Fact]
    public void A_long_query_is_cut_and_says_so()
    {
        var parsed = QueryParser.Parse(new string('a', QueryParser.MaxLength) + "b");

        Assert.Equal(QueryParser.MaxLength, parsed.Text.Length);
        Assert.Equal(("query.too_long", new QuerySpan(QueryParser.MaxLength, 0)), (Assert.Single(parsed.Problems).Code, parsed.Problems[0].Span));
        Assert.Empty(QueryParser.Parse(new string('a', QueryParser.MaxLength)).Problems);
    }

    [Fact]
    public void The_cut_goes_through_no_character_and_blames_nobody_for_what_it_opens()
    {
        Assert.Equal(QueryParser.MaxLength - 1, QueryParser.Parse(new string('a', QueryParser.MaxLength - 1) + "😀").Text.Length);
        Assert.Equal(["query.too_long"], Shown.Problems("(\"" + new string('a', QueryParser.MaxLength) + "\")"));
    }

    [Fact]
    public void Only_so_many_parts_are_read()
    {
        var words = string.Join(' ', Enumerable.Range(0, QueryParser.MaxParts).Select(i => $"w{i}"));

        var parsed = QueryParser.Parse(words + " OR -(last *** \"open");

        Assert.Equal(QueryParser.MaxParts, parsed.Parts.Count);
        Assert.Equal(["query.too_many last *** \"open"], Shown.Problems(parsed.Text));
        Assert.Equal(Shown.Tree(words), Shown.Node(parsed.Root));
        Assert.Empty(QueryParser.Parse(words + " ...").Problems);
    }

    [Fact]
    public void Parentheses_beyond_the_deepest_count_no_more()
    {
        static string Nested(int depth) => new string('(', depth) + "-(b OR c)" + new string(')', depth);

        Assert.Equal("!(b | c)", Shown.Tree(Nested(QueryParser.MaxDepth - 1)));
        Assert.Equal("(!b | c)", Shown.Tree(Nested(QueryParser.MaxDepth)));
        Assert.Empty(Shown.Problems(Nested(QueryParser.MaxDepth - 1)));
        Assert.Equal(["query.too_deep ("], Shown.Problems(Nested(QueryParser.MaxDepth + 3)));
    }

    [Fact]
    public void Problems_stand_in_order() => Assert.Equal(
        ["query.dangling OR", "query.open_group (", "query.unknown_value has:x", "query.dangling -"], Shown.Problems("OR (a has:x -"));

    private static void Check(string query, string problems, string tree)
    {
        Assert.Equal(problems.Split(';'), Shown.Problems(query));
        Assert.Equal(tree, Shown.Tree(query));
    }
}
