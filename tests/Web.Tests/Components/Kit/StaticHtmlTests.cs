using Collab.Web.Components.Kit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Xunit;

namespace Collab.Web.Tests.Components.Kit;

public sealed class StaticHtmlTests
{
    [Fact]
    public void Elements_attributes_texts_and_markup_are_written() =>
        Assert.Equal(
            "<p class=\"a\" hidden data-n=\"7\">one<br><b>two</b></p>three",
            StaticHtml.Of(builder =>
            {
                builder.OpenElement(0, "p");
                builder.AddAttribute(1, "class", "a");
                builder.AddAttribute(2, "hidden", true);
                builder.AddAttribute(3, "disabled", false);
                builder.AddAttribute(4, "title", (string?)null);
                builder.AddAttribute(5, "data-n", 7);
                builder.AddContent(6, "one");
                builder.OpenElement(7, "br");
                builder.CloseElement();
                builder.AddMarkupContent(8, "<b>two</b>");
                builder.CloseElement();
                builder.AddContent(9, (RenderFragment)(inner => inner.AddContent(0, "three")));
            }));

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("' onmouseover='x")]
    [InlineData("&lt;b&gt;")]
    public void Texts_and_attributes_stay_what_they_are(string hostile)
    {
        var html = StaticHtml.Of(builder =>
        {
            builder.OpenElement(0, "p");
            builder.AddAttribute(1, "title", hostile);
            builder.AddContent(2, hostile);
            builder.CloseElement();
        });

        var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);
        var element = Assert.Single(document.Body!.Children);
        Assert.Equal((hostile, hostile), (element.GetAttribute("title"), element.TextContent));
        Assert.Single(element.Attributes);
        Assert.Empty(element.Children);
    }

    [Fact]
    public void What_cannot_be_written_is_refused()
    {
        Assert.Throws<InvalidOperationException>(() => StaticHtml.Of(builder =>
        {
            builder.OpenElement(0, "button");
            builder.AddAttribute(1, "onclick", (Action)(() => { }));
            builder.CloseElement();
        }));
        Assert.Throws<InvalidOperationException>(() => StaticHtml.Of(builder => Component(builder)));
    }

    [Fact]
    public void The_same_text_is_one_string() =>
        Assert.Same(StaticHtml.Shared(b => b.AddContent(0, "shared " + 1)).Value, StaticHtml.Shared(b => b.AddContent(0, "shared " + 1)).Value);

    private static void Component(RenderTreeBuilder builder)
    {
        builder.OpenComponent<Microsoft.AspNetCore.Components.Web.PageTitle>(0);
        builder.CloseComponent();
    }
}
