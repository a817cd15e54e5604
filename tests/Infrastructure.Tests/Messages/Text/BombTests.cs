using System.Text;
using Collab.Domain.Messages;
using Collab.Infrastructure.Messages.Text;
using Xunit;

namespace Collab.Infrastructure.Tests.Messages.Text;

/// <summary>
/// Time is bounded by bounding work, so that is what is asserted: a knotted text is not given to the parser,
/// and nothing gives a page out of proportion to the text.
/// </summary>
public sealed class BombTests
{
    private const int Longest = MarkdownLimits.LongestText;

    [Theory]
    [InlineData("[")]
    [InlineData("![a")]
    [InlineData("[a](")]
    [InlineData("[a][b")]
    [InlineData("[a\n")]
    [InlineData("> ")]
    [InlineData("> - ")]
    [InlineData("- ")]
    [InlineData("1. ")]
    [InlineData("*a ")]
    [InlineData("a* ")]
    [InlineData("*a_ ")]
    [InlineData("**a *a")]
    [InlineData("~~a*b_")]
    [InlineData("|a")]
    [InlineData("|`\n")]
    [InlineData("a|b\n")]
    [InlineData("a\n")]
    [InlineData("- a\n\n")]
    [InlineData("# a\n")]
    public void A_bomb_is_shown_as_it_was_typed(string seed)
    {
        var bomb = Repeat(seed, Longest);

        var message = Message.Parse(bomb);

        Assert.IsType<PlainMessage>(message);
        Assert.Equal(bomb.Replace("\n", "", StringComparison.Ordinal), Message.Dom(message.Render(MentionNames.None)).TextContent);
    }

    [Theory]
    [InlineData("`")]
    [InlineData("<")]
    [InlineData("<a:")]
    [InlineData("&#x")]
    [InlineData("\\*")]
    [InlineData("@a ")]
    [InlineData(":tada:")]
    [InlineData("http://a.b ")]
    [InlineData("http://a.b/(")]
    [InlineData("\u202E")]
    [InlineData("a\u0301\u0301")]
    [InlineData("[a](http://a.b) \n\n")]
    public void Output_grows_with_the_text_only(string seed)
    {
        var html = Message.Render(Repeat(seed, Longest));

        SafeHtml.Check(html);
        Assert.InRange(html.Length, 1, Longest * 15);
    }

    [Fact]
    public void A_table_that_would_be_padded_to_a_hundred_thousand_cells_is_not_made()
    {
        var bomb = Repeat("|a", 400) + "|\n" + Repeat("|-", 400) + "|\n" + Repeat("|a|\n", 2_000);

        Assert.IsType<PlainMessage>(Message.Parse(bomb));
    }

    [Fact]
    public void Lists_nested_line_by_line_are_cut_off_at_the_depth_limit()
    {
        var bomb = string.Join('\n', Enumerable.Range(0, 120).Select(level => new string(' ', level * 2) + "- a"));

        Assert.IsType<PlainMessage>(Message.Parse(bomb));
    }

    [Theory]
    [InlineData(" ~~~\n```\n ~~~\n")]
    [InlineData("- ~~~\n  ```\n")]
    [InlineData("```a`\n")]
    [InlineData("~~~\n~~~\n")]
    [InlineData("```\n~~~\n```\n")]
    [InlineData("````\n```\n````\n")]
    [InlineData("> ```\n")]
    public void A_fence_cannot_hide_a_bomb_from_the_limits(string fence) =>
        Assert.IsType<PlainMessage>(Message.Parse(fence + Repeat("[", 8_000)));

    [Fact]
    public void Fenced_code_may_hold_anything()
    {
        var message = Message.Parse("Look:\n```json\n" + Repeat("[{\"a\": \"|*_`\"}]\n", 12_000) + "```\nand **that** is it @ada");

        Assert.IsType<FormattedMessage>(message);
        Assert.Equal(["ada"], message.Handles);
    }

    [Fact]
    public void A_text_longer_than_the_limit_is_shown_as_it_was_typed() =>
        Assert.IsType<PlainMessage>(Message.Parse(Repeat("a ", Longest + 2)));

    [Fact]
    public void Honest_long_messages_are_formatted()
    {
        var quote = string.Join('\n', Enumerable.Range(1, 12).Select(depth => Repeat("> ", depth * 2) + "level"));
        var table = "|a|b|c|\n|-|-|-|\n" + Repeat("|x|y|z|\n", 1_600);
        var prose = Repeat("Some *words* and `code`, [a link](https://a.example/x) and more.\n\n", 12_000);

        Assert.All([quote, table, prose], text => Assert.IsType<FormattedMessage>(Message.Parse(text)));
    }

    private static string Repeat(string seed, int length) =>
        new StringBuilder(length).Insert(0, seed, length / seed.Length).ToString();
}
