using Collab.Domain.Search.Queries;
using Collab.Support.Contracts;
using CsCheck;
using Xunit;

namespace Collab.Domain.Tests.Search.Queries;

public sealed class QueryParserProperties
{
    private static readonly string[] Signs =
    [
        "a", "b", "dep*", "ada", "last", "week", "november", "2026", " ", " ", " ", "\t", "\u3000", "(", ")", "-", "--", "\"", "\"\"", "“", "”", "„", "«", "»", " OR ", " AND ", " NOT ", "OR", "*", "?",
        "from:", "in:", "has:", "is:", "before:", "während:", "FROM:", "form:", "hsa:", "http://", "link", "unread", "@", "#", ":", "::", "\\", "😀", "\uD83D", "\uDE00", "\0", "\uFFFE", "...", "漢",
    ];

    private static readonly Gen<string> AnyString = Gen.Char.Array[0, 300].Select(chars => new string(chars));

    private static readonly Gen<string> AnyQuery = Pick.Of(Signs).Array[0, 60].Select(string.Concat);

    private static readonly Gen<string> Term = Pick.Of(
        "a", "b", "c-d", "dep*", "\"x y\"", "„x y“", "from:ada", "in:\"design team\"", "has:link", "is:unread", "before:last week", "on:november", "2026", "…", "f:x");

    [Fact]
    public void Any_string_is_read() => AnyString.Sample(Check, iter: 2_000);

    [Fact]
    public void Any_mixture_of_signs_is_read() => AnyQuery.Sample(Check, iter: 8_000);

    [Fact]
    public void Hostile_strings_are_read_wherever_they_stand()
    {
        var contract = Contract.HostileStrings;
        var strings = contract.Strings();
        Assert.True(strings.Count > (contract.IsSample ? 50 : 500));
        string[] frames = ["{0}", "from:{0}", "has:{0}", "before:{0}", "\"{0}\"", "-{0}", "({0} OR {0})", "in:\"{0}", "{0}:{0}", "{0}{0}"];

        foreach (var text in strings.SelectMany(hostile => frames.Select(frame => frame.Replace("{0}", hostile, StringComparison.Ordinal))))
            Check(text);
    }

    [Theory]
    [InlineData("(")]
    [InlineData(")")]
    [InlineData("-")]
    [InlineData("\"")]
    [InlineData("a ")]
    [InlineData("(a OR ")]
    [InlineData("NOT ")]
    [InlineData("from: ")]
    [InlineData("before: last ")]
    [InlineData("form:x ")]
    [InlineData("\uFFFE")]
    public void Of_a_million_characters_only_the_first_are_read(string sign)
    {
        var text = string.Concat(Enumerable.Repeat(sign, 1_000_000 / sign.Length));

        var parsed = QueryParser.Parse(text);

        Assert.InRange(parsed.Text.Length, QueryParser.MaxLength - 1, QueryParser.MaxLength);
        Assert.Contains(parsed.Problems, problem => problem.Code == "query.too_long");
        Check(text);
    }

    [Fact]
    public void What_is_taken_out_leaves_the_rest_as_it_was() => Sound(2).Sample(query =>
    {
        var parsed = QueryParser.Parse(query);
        Assert.Empty(parsed.Problems);
        foreach (var part in parsed.Parts)
        {
            var left = QueryParser.Parse(parsed.Without(part));
            Assert.Empty(left.Problems);
            Assert.Equal(parsed.Parts.Where(other => other != part).Select(Shown.Part), left.Parts.Select(Shown.Part));
            Assert.Equal(Shown.Node(Pruned(parsed.Root, part.Node)), Shown.Node(left.Root));
        }
    }, iter: 2_000);

    [Fact]
    public void Taking_a_part_out_of_any_query_takes_it_out() => AnyQuery.Sample(query =>
    {
        var parsed = QueryParser.Parse(query);
        foreach (var part in parsed.Parts)
        {
            var left = parsed.Without(part);
            Assert.True(left.Length <= parsed.Text.Length + 2, left);
            Assert.Equal(QueryText.Clean(left), left);
            Check(left);
        }
    }, iter: 1_500);

    // Queries that have no problem: terms, signs and groups, spaced at will.
    private static Gen<string> Sound(int depth)
    {
        var one = depth == 0 ? Term : Gen.OneOf(Term, Sound(depth - 1).Select(inner => $"({inner})"), Sound(depth - 1).Select(inner => $"( {inner}  )"));
        var signed = Gen.Select(Pick.Of("", "", "-", "NOT ", "NOT  -"), one, (sign, term) => sign + term);
        return Gen.Select(signed, Gen.Select(Pick.Of(" ", "  ", " OR ", " AND ", " \t"), signed, (sign, term) => sign + term).Array[0, 2], (first, others) => first + string.Concat(others));
    }

    private static QueryNode? Pruned(QueryNode? node, QueryNode gone) => node switch
    {
        QueryNode.And and => QueryTree.All([.. and.Nodes.Select(inner => Pruned(inner, gone)).OfType<QueryNode>()]),
        QueryNode.Or or => QueryTree.Any([.. or.Nodes.Select(inner => Pruned(inner, gone)).OfType<QueryNode>()]),
        QueryNode.Not not => QueryTree.Not(Pruned(not.Node, gone)),
        _ => ReferenceEquals(node, gone) ? null : node,
    };

    private static void Check(string query)
    {
        var parsed = QueryParser.Parse(query);
        Assert.All(parsed.Problems.Select(problem => problem.Span).Concat(parsed.Parts.Select(part => part.Span)), span => CheckWithin(parsed.Text, span));
        Assert.All(parsed.Parts.Zip(parsed.Parts.Skip(1)), pair => Assert.True(pair.First.Span.End <= pair.Second.Span.Start, query));
        Assert.Equal(parsed.Problems.Select(problem => problem.Span.Start).Order(), parsed.Problems.Select(problem => problem.Span.Start));
        Assert.All(parsed.Problems, problem => Assert.NotEmpty(problem.Said.ToString()));
        Assert.InRange(parsed.Parts.Count, 0, QueryParser.MaxParts);
        Assert.Equal(Leaves(parsed.Root, 0), parsed.Parts.Select(part => part.Node));
    }

    // The leaves from left to right; what would be simpler, or deeper than parentheses may be, fails.
    private static IEnumerable<QueryNode> Leaves(QueryNode? node, int depth)
    {
        Assert.InRange(depth, 0, (3 * QueryParser.MaxDepth) + 3);
        switch (node)
        {
            case null:
                return [];
            case QueryNode.And and:
                Assert.True(and.Nodes.Count > 1 && !and.Nodes.Any(inner => inner is QueryNode.And));
                return and.Nodes.SelectMany(inner => Leaves(inner, depth + 1));
            case QueryNode.Or or:
                Assert.True(or.Nodes.Count > 1 && !or.Nodes.Any(inner => inner is QueryNode.Or));
                return or.Nodes.SelectMany(inner => Leaves(inner, depth + 1));
            case QueryNode.Not not:
                Assert.IsNotType<QueryNode.Not>(not.Node);
                return Leaves(not.Node, depth + 1);
            default:
                Assert.NotEmpty(Shown.Node(node).Trim('"', ' '));
                return [node];
        }
    }

    private static void CheckWithin(string text, QuerySpan span) =>
        Assert.True(span.Start >= 0 && span.Length >= 0 && span.End <= text.Length, $"{span} in {text.Length}");
}
