using Collab.Infrastructure.Messages.Text;
using Xunit;

namespace Collab.Infrastructure.Tests.Messages.Text;

public sealed class FormattingTests
{
    [Theory]
    [InlineData("a\nb", "<p>a<br>b</p>")]
    [InlineData("a  \nb\\\nc", "<p>a<br>b<br>c</p>")]
    [InlineData("a\r\nb", "<p>a<br>b</p>")]
    [InlineData("~~a~~ ~b~", "<p><del>a</del> ~b~</p>")]
    [InlineData("# a *b*", "<p><strong>a <em>b</em></strong></p>")]
    [InlineData("a\n---", "<p><strong>a</strong></p>")]
    [InlineData("***", "<hr>")]
    [InlineData("3. a\n4. b", "<ol start=\"3\"><li>a</li><li>b</li></ol>")]
    [InlineData("> a\n> b", "<blockquote><p>a<br>b</p></blockquote>")]
    [InlineData("```c#\nx < y\n```", "<pre><code class=\"language-c#\">x &lt; y\n</code></pre>")]
    [InlineData("```a\"onclick=x\nx\n```", "<pre><code>x\n</code></pre>")]
    [InlineData("```mention\nx\n```", "<pre><code class=\"language-mention\">x\n</code></pre>")]
    [InlineData(
        "|a|b|c|d|\n|-|:-|:-:|-:|\n|1|*2*|3|",
        "<table><thead><tr><th>a</th><th class=\"align-left\">b</th><th class=\"align-center\">c</th><th class=\"align-right\">d</th></tr></thead>"
        + "<tbody><tr><td>1</td><td class=\"align-left\"><em>2</em></td><td class=\"align-center\">3</td><td class=\"align-right\"></td></tr></tbody></table>")]
    public void Markdown_is_shown_as_chat_shows_it(string text, string html) => Assert.Equal(html, Message.Html(text));

    [Theory]
    [InlineData("**Hi** @ada, see [the *page*](https://a.example) `x<y` :tada:", "Hi @ada, see the page x<y 🎉")]
    [InlineData("# Title\n\ntext\nmore", "Title\ntext\nmore")]
    [InlineData("- a\n- b\n\n1. c", "• a\n• b\n1. c")]
    [InlineData("> quoted\n\n```js\nvar x;\n```", "quoted\nvar x;")]
    [InlineData("|a|b|\n|-|-|\n|1|2|", "a b\n1 2")]
    [InlineData("a &amp; b\u202E", "a & b")]
    [InlineData("![a cat](https://a.example/x.png)", "a cat")]
    public void Plain_text_is_what_the_message_says(string text, string plain) => Assert.Equal(plain, Message.Parse(text).PlainText);

    [Fact]
    public void A_message_of_link_definitions_alone_does_not_vanish() =>
        Assert.Equal("<p>[a]: https://a.example</p>", Message.Html("[a]: https://a.example"));

    [Theory]
    [InlineData("a\n\n> b\n\n- c\n\n```\nd\n```\n\n|e|\n|-|\n|f|")]
    public void Every_block_finds_its_own_direction(string text)
    {
        var blocks = Message.Dom(Message.Render(text)).QuerySelectorAll("p, blockquote, ul, li, pre, table, th, td");

        Assert.Equal(9, blocks.Length);
        Assert.All(blocks, block => Assert.Equal("auto", block.GetAttribute("dir")));
    }

    [Theory]
    [InlineData("\u202Eabc", "<p>\u202Eabc\u202C</p>")]
    [InlineData("\u2067\u202Aabc", "<p>\u2067\u202Aabc\u202C\u2069</p>")]
    [InlineData("a\u202Cb\u2069c", "<p>abc</p>")]
    [InlineData("\u202Ea\n\nb", "<p>\u202Ea\u202C</p><p>b</p>")]
    [InlineData("\u202Ea @ada b", "<p>\u202Ea \u202C<span class=\"mention\" data-user=\"123\">@Ada Lovelace</span> b</p>")]
    [InlineData("`a\u202Eb`", "<p><code>ab</code></p>")]
    [InlineData("- \u202Ea\n- b", "<ul><li>\u202Ea\u202C</li><li>b</li></ul>")]
    [InlineData("&#x202E;a", "<p>\u202Ea\u202C</p>")]
    public void A_directional_control_ends_with_its_block_and_before_a_mention(string text, string html) =>
        Assert.Equal(html, Message.Html(text));

    [Fact]
    public void A_link_is_outside_every_override_and_has_none_within()
    {
        var html = Message.Html("\u202E[a\u202Eb](https://a.example \"t\u202Eu\")");

        Assert.StartsWith("<p>\u202E\u202C<a href=\"https://a.example\"", html, StringComparison.Ordinal);
        Assert.EndsWith("title=\"tu\">ab</a></p>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tree_too_deep_for_the_walk_is_shown_as_it_was_typed()
    {
        var text = string.Concat(Enumerable.Repeat("*a **b ", 40)) + string.Concat(Enumerable.Repeat("b** a* ", 40));

        Assert.IsType<PlainMessage>(Message.Parse(text));
    }
}
