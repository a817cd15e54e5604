using Xunit;

namespace Collab.Infrastructure.Tests.Messages.Text;

public sealed class LinkTests
{
    private const string Outside = "target=\"_blank\" rel=\"noopener noreferrer nofollow\"";

    [Theory]
    [InlineData("see https://a.example/x_y_z.", "https://a.example/x_y_z")]
    [InlineData("(https://a.example/a_(b))", "https://a.example/a_(b)")]
    [InlineData("**https://a.example/x**", "https://a.example/x")]
    [InlineData("看https://a.example/x。好", "https://a.example/x")]
    [InlineData("<https://a.example/?a=1&b=2>", "https://a.example/?a=1&b=2")]
    [InlineData("HTTPS://A.example", "https://a.example/")]
    [InlineData("|https://a.example/x|b|\n|-|-|", "https://a.example/x")]
    public void Addresses_become_links(string text, string href)
    {
        var link = Assert.Single(Message.Dom(Message.Render(text)).QuerySelectorAll("a"));

        Assert.Equal(href, link.GetAttribute("href")!.Replace("HTTPS://a.example", "https://a.example/", StringComparison.Ordinal));
        Assert.Equal("_blank", link.GetAttribute("target"));
        Assert.Equal("noopener noreferrer nofollow", link.GetAttribute("rel"));
    }

    [Fact]
    public void A_link_keeps_its_words_and_title() => Assert.Equal(
        $"<p><a href=\"https://a.example/x\" {Outside} title=\"Tip\">the <em>page</em></a></p>",
        Message.Html("[the *page*](https://a.example/x \"Tip\")"));

    [Fact]
    public void A_mail_address_opens_no_new_tab() =>
        Assert.Equal("<p><a href=\"mailto:ada@a.example\">ada@a.example</a></p>", Message.Html("<ada@a.example>"));

    [Fact]
    public void A_picture_is_linked_to_and_never_loaded() =>
        Assert.Equal($"<p><a href=\"https://a.example/x.png\" {Outside}>a cat</a></p>", Message.Html("![a *cat*](https://a.example/x.png)"));

    [Fact]
    public void Links_do_not_nest()
    {
        var body = Message.Dom(Message.Render("[https://a.example/ ![x](https://b.example/)](https://a.example/)"));

        Assert.Single(body.QuerySelectorAll("a"));
    }

    [Fact]
    public void A_link_without_words_shows_its_address() =>
        Assert.Equal($"<p><a href=\"https://a.example/\" {Outside}>https://a.example/</a></p>", Message.Html("[\u200B](https://a.example/)"));

    [Theory]
    [InlineData("[https://bank.example](https://evil.example/bank.example)")]
    [InlineData("[bank.example](https://evil.example)")]
    [InlineData("[www.bank.example/login](https://evil.example)")]
    [InlineData("[see bank.example now](https://evil.example)")]
    [InlineData("[**bank**.example](https://evil.example)")]
    [InlineData("[bank\u200B.example](https://evil.example)")]
    [InlineData("[ｂａｎｋ．ｅｘａｍｐｌｅ](https://evil.example)")]
    [InlineData("[bank。example](https://evil.example)")]
    [InlineData("[bank.example@evil.example](https://evil.example)")]
    [InlineData("[help@bank.example](mailto:x@evil.example)")]
    [InlineData("[10.0.0.1](https://evil.example)")]
    [InlineData("[https://bank.example](https://bank.example@evil.example/)")]
    [InlineData("https://bank.example@evil.example/")]
    [InlineData("![bank.example](https://evil.example)")]
    public void A_link_that_names_another_place_shows_the_real_one(string text) =>
        Assert.Equal("(evil.example)", Message.Dom(Message.Render(text)).QuerySelector("span.real-host")?.TextContent);

    [Theory]
    [InlineData("[https://a.example/b.html](https://a.example/b.html)")]
    [InlineData("[a.example](https://www.A.example/x)")]
    [InlineData("[the docs](https://a.example)")]
    [InlineData("https://a.example/b.c/d.e?f=g.h")]
    [InlineData("[10.0.0.1:8080](http://10.0.0.1:8080/)")]
    [InlineData("[version 1.5](https://a.example)")]
    [InlineData("<ada@a.example>")]
    public void An_honest_link_shows_nothing_more(string text) =>
        Assert.Null(Message.Dom(Message.Render(text)).QuerySelector("span.real-host"));

    [Fact]
    public void A_host_in_look_alike_letters_shows_its_true_name()
    {
        var body = Message.Dom(Message.Render("https://аpple.com/"));

        Assert.Equal("https://xn--pple-43d.com/", body.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("(xn--pple-43d.com)", body.QuerySelector("span.real-host")!.TextContent);
    }
}
