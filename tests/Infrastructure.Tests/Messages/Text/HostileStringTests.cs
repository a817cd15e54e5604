using Collab.Domain.Messages;
using Collab.Infrastructure.Messages.Text;
using Collab.Support.Contracts;
using Xunit;

namespace Collab.Infrastructure.Tests.Messages.Text;

public sealed class HostileStringTests
{
    /// <summary>Ways to write each hostile string, so that it meets every part of the writer.</summary>
    private static readonly string[] Frames =
    [
        "{0}", "**{0}**", "> {0}", "- {0}", "# {0}", "`{0}`", "```{0}\n{0}\n```", "[{0}](http://a.example)", "[a]({0})", "[a](<{0}>)",
        "[a](http://a.example \"{0}\")", "![{0}]({0})", "<{0}>", "http://{0}", "http://a.example/{0}", "mailto:{0}", "|{0}|b|\n|-|-|\n|{0}|d|", "@{0}", "#{0}", ":{0}:",
        "[a]: {0}\n[a]", "@ada {0}", "[a](http://a.example/?{0})",
    ];

    [Fact]
    public void Naughty_strings_give_safe_html_wherever_they_stand()
    {
        var contract = Contract.HostileStrings;
        var strings = contract.Strings();
        Assert.True(strings.Count > (contract.IsSample ? 50 : 500));
        foreach (var text in strings.SelectMany(hostile => Frames.Select(frame => frame.Replace("{0}", hostile, StringComparison.Ordinal))))
        {
            SafeHtml.Check(Message.Render(text));
        }
    }

    [Fact]
    public void The_sanitizer_finds_nothing_to_remove_from_what_the_writer_makes()
    {
        foreach (var hostile in Contract.HostileStrings.Strings())
        {
            foreach (var frame in Frames)
            {
                if (Message.Parse(frame.Replace("{0}", hostile, StringComparison.Ordinal)) is not FormattedMessage message) continue;
                var written = message.Unsanitised(Message.Names);
                Assert.Equal(Message.Dom(written).InnerHtml, Message.Dom(message.Render(Message.Names)).InnerHtml);
            }
        }
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("a <b>bold</b> b")]
    [InlineData("<!-- hidden -->")]
    [InlineData("<div>\n\nx</div>")]
    public void Html_is_shown_as_text(string html)
    {
        var body = Message.Dom(Message.Render(html));

        Assert.Equal(html.Replace("\n", "", StringComparison.Ordinal), body.TextContent);
        Assert.Empty(body.QuerySelectorAll("script, img, b, div"));
    }

    [Theory]
    [InlineData("[a](javascript:alert(1))")]
    [InlineData("[a](JaVaScRiPt:alert(1))")]
    [InlineData("[a](&#106;avascript:alert(1))")]
    [InlineData("[a](java&Tab;script:alert(1))")]
    [InlineData("[a](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("[a](vbscript:x)")]
    [InlineData("[a](file:///etc/passwd)")]
    [InlineData("[a](//evil.example)")]
    [InlineData("[a](/relative)")]
    [InlineData("[a](http:evil.example)")]
    [InlineData("[a](http:\\\\evil.example)")]
    [InlineData("[a](http://good.example\\\\@evil.example)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("![a](javascript:alert(1))")]
    [InlineData("[a]: javascript:alert(1)\n\n[a]")]
    public void Only_http_https_and_mailto_are_links(string text) =>
        Assert.Empty(Message.Dom(Message.Render(text)).QuerySelectorAll("a"));

    [Fact]
    public void A_hostile_display_name_is_text()
    {
        var html = Message.Html("@eve hi");

        Assert.Equal("<p><span class=\"mention\" data-user=\"666\">@&lt;script&gt;alert(1)&lt;/script&gt;evil</span> hi</p>", html);
    }

    [Fact]
    public void One_message_may_be_rendered_by_many_threads_at_once()
    {
        var texts = Enumerable.Range(0, 200).Select(i => $"**{i}** @ada <b> [x{i}](https://a.example/{i}) :tada:\n- `{i}`").ToList();
        var alone = texts.ConvertAll(Message.Render);
        var parsed = texts.ConvertAll(Message.Parse);

        var together = Enumerable.Range(0, 4_000).AsParallel().AsOrdered().Select(i => parsed[i % 200].Render(Message.Names)).ToList();

        Assert.All(together.Select((html, i) => (html, i)), rendered => Assert.Equal(alone[rendered.i % 200], rendered.html));
    }

    [Fact]
    public void A_null_and_an_empty_text_are_empty()
    {
        Assert.Equal("", Message.Parse("").PlainText);
        Assert.Equal("", Message.Parse(null!).Render(MentionNames.None));
    }
}
