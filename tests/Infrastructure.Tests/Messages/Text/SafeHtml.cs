using AngleSharp.Dom;
using Xunit;

namespace Collab.Infrastructure.Tests.Messages.Text;

/// <summary>The lists are written out again here, so that a slip in the product's own lists is seen.</summary>
internal static class SafeHtml
{
    private static readonly HashSet<string> Elements =
    [
        "P", "BR", "HR", "STRONG", "EM", "DEL", "CODE", "PRE", "BLOCKQUOTE", "UL", "OL", "LI", "A", "SPAN",
        "TABLE", "THEAD", "TBODY", "TR", "TH", "TD",
    ];

    private static readonly HashSet<string> Classes =
    [
        "jumbo", "mention", "mention-all", "channel-link", "real-host", "align-left", "align-center", "align-right",
    ];

    public static void Check(string html)
    {
        var body = Message.Dom(html);
        Assert.Empty(body.Owner!.Head!.ChildNodes);
        foreach (var node in body.Descendants<INode>())
        {
            if (node is IElement element) Check(element);
            else Assert.Equal(NodeType.Text, node.NodeType);
        }
    }

    private static void Check(IElement element)
    {
        Assert.Contains(element.TagName, Elements);
        foreach (var attribute in element.Attributes) Assert.True(Allows(element, attribute), $"{element.TagName} {attribute.Name}={attribute.Value}");
    }

    private static bool Allows(IElement element, IAttr attribute) => attribute.Name switch
    {
        "href" => element.TagName == "A" && IsSafe(attribute.Value),
        "target" => element.TagName == "A" && attribute.Value == "_blank" && element.GetAttribute("rel") == "noopener noreferrer nofollow",
        "rel" or "title" => element.TagName == "A",
        "dir" => attribute.Value == "auto",
        "start" => element.TagName == "OL" && attribute.Value.All(char.IsAsciiDigit),
        "class" => element.ClassList.All(name => Classes.Contains(name) || (element.TagName == "CODE" && name.StartsWith("language-", StringComparison.Ordinal))),
        "data-user" or "data-stream" => element.TagName == "SPAN" && attribute.Value.All(char.IsAsciiDigit),
        _ => false,
    };

    private static bool IsSafe(string href) =>
        href.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || href.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || href.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase);
}
