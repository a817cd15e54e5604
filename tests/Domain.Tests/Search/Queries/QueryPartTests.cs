using Collab.Domain.Search.Queries;
using Xunit;

namespace Collab.Domain.Tests.Search.Queries;

public sealed class QueryPartTests
{
    [Fact]
    public void Parts_stand_in_order_with_all_that_belongs_to_them()
    {
        var parsed = QueryParser.Parse("  dep* -\"annual plan\" NOT from: \"Ada L\" (x OR -y) before:last week");

        Assert.Equal(["dep", "!\"annual plan\"", "!from=Ada L", "x", "!y", "before=last week"], parsed.Parts.Select(Shown.Part));
        Assert.Equal(
            ["dep*", "-\"annual plan\"", "NOT from: \"Ada L\"", "x", "-y", "before:last week"], parsed.Parts.Select(p => parsed.Text.At(p.Span)));
    }

    [Fact]
    public void A_node_spans_what_it_is_without_its_minus()
    {
        var parsed = QueryParser.Parse("-dep* -\"a b\" -in:\"c d\"");

        Assert.Equal(["dep*", "\"a b\"", "in:\"c d\""], parsed.Parts.Select(part => parsed.Text.At(part.Node switch
        {
            QueryNode.Word word => word.Span,
            QueryNode.Phrase phrase => phrase.Span,
            QueryNode.Filter filter => filter.Span,
            _ => default,
        })));
    }

    [Theory]
    [InlineData("-(a -b)", "!a b")]
    [InlineData("NOT NOT a", "a")]
    [InlineData("-(a OR (b -(c)))", "!a !b c")]
    [InlineData("-(a) b", "!a b")]
    public void What_stands_in_a_negated_group_is_negated(string query, string parts) =>
        Assert.Equal(parts.Split(' '), QueryParser.Parse(query).Parts.Select(Shown.Part));

    [Fact]
    public void What_is_left_out_is_no_part() => Assert.Equal(["a"], QueryParser.Parse("a *** form:x ... has:y from:").Parts.Select(Shown.Part));

    [Theory]
    [InlineData("a  b   c", "b", "a c")]
    [InlineData("a", "a", "")]
    [InlineData("a -b", "!b", "a")]
    [InlineData("a NOT b c", "!b", "a c")]
    [InlineData("a OR b", "b", "a")]
    [InlineData("a OR b", "a", "b")]
    [InlineData("a OR b OR c", "b", "a OR c")]
    [InlineData("a OR b c", "b", "a OR c")]
    [InlineData("a AND b OR c", "b", "a OR c")]
    [InlineData("a OR b AND c", "b", "a OR c")]
    [InlineData("a AND b AND c", "a", "b AND c")]
    [InlineData("a (b)", "b", "a")]
    [InlineData("a OR -((b))", "!b", "a")]
    [InlineData("(b) OR a", "b", "a")]
    [InlineData("( a OR b ) c", "a", "(b) c")]
    [InlineData("(a", "a", "")]
    [InlineData("x(a)y", "a", "x y")]
    [InlineData("\"a  b\" from:\"Ada  L\" c", "c", "\"a b\" from:\"Ada L\"")]
    [InlineData("from:ada budget", "from=ada", "budget")]
    [InlineData("before: last week budget", "before=last week", "budget")]
    [InlineData("on:november x 2026", "x", "on:\"november\" 2026")]
    [InlineData("a - b", "b", "a")]
    [InlineData("form:x a b", "a", "form:x b")]
    public void A_part_goes_with_what_stood_there_only_for_its_sake(string query, string part, string left)
    {
        var parsed = QueryParser.Parse(query);

        Assert.Equal(left, parsed.Without(parsed.Parts.Single(p => Shown.Part(p) == part)));
    }

    [Fact]
    public void Only_the_one_of_two_equal_parts_goes_that_was_meant()
    {
        var parsed = QueryParser.Parse("a OR -a a");

        Assert.Equal(["-a a", "a OR a", "a OR -a"], parsed.Parts.Select(parsed.Without));
    }
}
