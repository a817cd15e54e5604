using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Collab.Infrastructure.Files.Reading;

/// <summary>The text of a page, without its scripts and styles; nothing that it names is loaded.</summary>
internal static class HtmlText
{
    public static void Read(Stream content, CappedText text)
    {
        var document = new HtmlParser().ParseDocument(content);
        foreach (var hidden in document.QuerySelectorAll("script, style, template, noscript").ToList())
            hidden.Remove();
        text.Add(document.Title ?? "");
        foreach (var line in (document.Body?.Text() ?? "").Split('\n'))
            text.Add(line);
    }
}
