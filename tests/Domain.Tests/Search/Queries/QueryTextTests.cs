using Collab.Domain.Search.Queries;
using CsCheck;
using Xunit;

namespace Collab.Domain.Tests.Search.Queries;

public sealed class QueryTextTests
{
    private static readonly Gen<string> Values = Gen.OneOf(
        Gen.Char.Array[0, 60].Select(chars => new string(chars)),
        Pick.Of("\"", "“", "”", "„", "«", " ", "\t", "(", ")", "-", ":", "@", "#", "*", "OR", "from:", "ada", "é", "😀", "\uD800", "\0", "\\").Array[0, 12].Select(string.Concat));

    [Theory]
    [InlineData("general", "general")]
    [InlineData("@ada.l", "@ada.l")]
    [InlineData("größe-1_x", "größe-1_x")]
    [InlineData("design team", "\"design team\"")]
    [InlineData(" a \n b ", "\"a b\"")]
    [InlineData("the \"team\"", "\"the \"\"team\"\"\"")]
    [InlineData("f(x)", "\"f(x)\"")]
    [InlineData("@", "\"@\"")]
    [InlineData("", "\"\"")]
    [InlineData(null, "\"\"")]
    public void A_value_is_quoted_where_it_must_be(string? value, string written) => Assert.Equal(written, QueryText.Quote(value));

    [Fact]
    public void Any_quoted_value_is_read_back_as_it_was() => Values.Sample(value =>
    {
        var parsed = QueryParser.Parse($"x in:{QueryText.Quote(value)} y");

        if (QueryText.Clean(value).Length == 0)
        {
            Assert.Equal(["query.no_value"], parsed.Problems.Select(problem => problem.Code));
            return;
        }

        Assert.Empty(parsed.Problems);
        Assert.Equal(3, parsed.Parts.Count);
        Assert.Equal(QueryText.Clean(value), Assert.IsType<QueryNode.Filter>(parsed.Parts[1].Node).Value);
    }, iter: 4_000);

    [Fact]
    public void Cleaning_leaves_single_spaces_and_cleaning_twice_changes_nothing() => Values.Sample(value =>
    {
        var clean = QueryText.Clean(value);

        Assert.Equal(clean, QueryText.Clean(clean));
        Assert.Equal(clean.Trim(), clean);
        Assert.DoesNotContain("  ", clean, StringComparison.Ordinal);
        Assert.DoesNotContain(clean, char.IsControl);
        Assert.True(clean.IsNormalized() || clean.Normalize().Length > 0); // which broken surrogates would refuse
    }, iter: 2_000);

    [Fact]
    public void Cleaning_keeps_every_letter() => Assert.Equal("é 漢 😀 👩‍👩‍👧 \"x\"", QueryText.Clean("é 漢\u200B😀\u202E👩‍👩‍👧 \"x\""));
}
