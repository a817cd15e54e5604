using Collab.Domain.Shared;
using CsCheck;
using Xunit;

namespace Collab.Domain.Tests.Shared;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("  Ada \t Lovelace \n", "Ada Lovelace")]
    [InlineData("A\u202Eevil\u202C", "Aevil")]
    [InlineData("zero\u200Bwidth", "zerowidth")]
    [InlineData("e\u0301", "é")]
    [InlineData("\u0000\u0007", "")]
    [InlineData("👩‍👩‍👧", "👩‍👩‍👧")]
    public void A_line_is_one_line_without_what_deceives(string typed, string clean) => Assert.Equal(clean, PlainText.Line(typed));

    [Theory]
    [InlineData("a\r\nb\rc", "a\nb\nc")]
    [InlineData("\n\n  text \n", "text")]
    [InlineData("tab\tstays\u0001", "tab\tstays")]
    public void A_block_keeps_its_lines(string typed, string clean) => Assert.Equal(clean, PlainText.Block(typed));

    [Fact]
    public void Cleaning_twice_is_cleaning_once_and_never_throws() =>
        Gen.String.Sample(text => PlainText.Line(PlainText.Line(text)) == PlainText.Line(text) && PlainText.Block(PlainText.Block(text)) == PlainText.Block(text));

    [Fact]
    public void A_broken_surrogate_becomes_the_replacement_character() => Assert.Equal("a\uFFFDb", PlainText.Block("a\uD800b"));
}
