using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Collab.Infrastructure.Tests.Messages.Text;

/// <summary>
/// Brings the specification's HTML and ours to one form, so that only true differences remain. It says, in
/// code, where chat differs on purpose: a line end is a line break; a heading is a bold paragraph; a picture
/// is a link; an address that is not http, https or mailto is shown as it was typed.
/// </summary>
internal static partial class CommonMarkDialect
{
    private static readonly HashSet<string> Blocks = ["P", "PRE", "BLOCKQUOTE", "UL", "OL", "LI", "HR", "BODY"];
    private static readonly HashSet<string> Compared = ["href", "title", "start", "class"];

    public static string Normalise(string html)
    {
        var body = Message.Dom(html);
        foreach (var image in body.QuerySelectorAll("img").ToList()) Replace(image, Picture(image));
        foreach (var link in body.QuerySelectorAll("a").ToList()) Replace(link, Link(link));
        foreach (var heading in body.QuerySelectorAll("h1,h2,h3,h4,h5,h6").ToList()) heading.OuterHtml = $"<p><strong>{heading.InnerHtml}</strong></p>";
        foreach (var lineBreak in body.QuerySelectorAll("br").ToList()) Replace(lineBreak, lineBreak.Owner!.CreateTextNode("\n"));
        body.Normalize();
        var normal = new StringBuilder();
        WriteChildren(normal, body, false);
        return normal.ToString();
    }

    private static void Replace(INode old, INode @new)
    {
        if (old != @new) old.Parent!.ReplaceChild(@new, old);
    }

    private static INode Picture(IElement image)
    {
        var description = image.GetAttribute("alt") ?? "";
        var source = image.GetAttribute("src") ?? "";
        if (image.Closest("a")?.GetAttribute("href") is { } around && Linkable().IsMatch(around)) return image.Owner!.CreateTextNode(description);
        if (!Linkable().IsMatch(source)) return image.Owner!.CreateTextNode($"![{description}]({source})");
        var link = image.Owner!.CreateElement("a");
        link.SetAttribute("href", source);
        link.TextContent = description;
        return link;
    }

    private static INode Link(IElement link)
    {
        var href = link.GetAttribute("href") ?? "";
        if (Linkable().IsMatch(href)) return link;
        var isAngle = link.TextContent.Length > 0 && Uri.UnescapeDataString(href) == Uri.UnescapeDataString(link.TextContent);
        var typed = link.Owner!.CreateDocumentFragment();
        typed.AppendChild(link.Owner!.CreateTextNode(isAngle ? "<" : "["));
        while (link.FirstChild is { } child) typed.AppendChild(child);
        typed.AppendChild(link.Owner!.CreateTextNode(isAngle ? ">" : $"]({href})"));
        return typed;
    }

    private static void WriteChildren(StringBuilder normal, INode parent, bool isCode)
    {
        foreach (var node in parent.ChildNodes)
        {
            if (node is IElement element) Write(normal, element, isCode);
            else normal.Append(Text(node, isCode));
        }
    }

    private static void Write(StringBuilder normal, IElement element, bool isCode)
    {
        normal.Append('<').Append(element.LocalName);
        foreach (var attribute in element.Attributes.Where(a => Compared.Contains(a.Name)).OrderBy(a => a.Name, StringComparer.Ordinal))
        {
            normal.Append(' ').Append(attribute.Name).Append('=').Append(attribute.Value);
        }

        normal.Append('>');
        WriteChildren(normal, element, isCode || element.TagName == "PRE");
        normal.Append("</").Append(element.LocalName).Append('>');
    }

    /// <summary>White space between and at the ends of blocks is not shown; addresses may be escaped or not.</summary>
    private static string Text(INode node, bool isCode)
    {
        if (isCode) return node.TextContent;
        var text = Spaces().Replace(Uri.UnescapeDataString(node.TextContent), " ");
        if (IsEdge(node.PreviousSibling, node.Parent)) text = text.TrimStart(' ');
        return IsEdge(node.NextSibling, node.Parent) ? text.TrimEnd(' ') : text;
    }

    private static bool IsEdge(INode? neighbour, INode? parent) => neighbour is null
        ? parent is IElement { TagName: var tag } && Blocks.Contains(tag)
        : neighbour is IElement element && Blocks.Contains(element.TagName);

    [GeneratedRegex("^(https?://|mailto:)", RegexOptions.IgnoreCase)]
    private static partial Regex Linkable();

    [GeneratedRegex("[ \n\t]+")]
    private static partial Regex Spaces();
}
