using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Collab.Domain.Messages;
using Collab.Infrastructure.Messages.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Infrastructure.Tests.Messages.Text;

/// <summary>What the tests say about messages: parse this, render that, with these people around.</summary>
internal static class Message
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddMessageText().BuildServiceProvider();

    public static readonly MentionNames Names = new(
        new Dictionary<string, MentionedPerson>
        {
            ["ada"] = new(123, "Ada Lovelace"),
            ["ada.lovelace"] = new(124, "Ada L."),
            ["eve"] = new(666, "<script>alert(1)</script>\u202Eevil"),
        },
        new Dictionary<string, MentionedChannel> { ["design"] = new(77, "design"), ["设计"] = new(78, "设计") });

    public static IEmojiCatalog Emoji => Services.GetRequiredService<IEmojiCatalog>();

    public static ParsedText Parse(string text) => Services.GetRequiredService<IMessageText>().Parse(text);

    public static string Render(string text) => Parse(text).Render(Names);

    /// <summary>The HTML without <c>dir="auto"</c>, which every block has.</summary>
    public static string Html(string text) => Render(text).Replace(" dir=\"auto\"", "", StringComparison.Ordinal);

    public static IHtmlElement Dom(string html) => new HtmlParser().ParseDocument("<!doctype html><body>" + html).Body!;
}
