using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.RenderTree;

namespace Collab.Web.Components.Kit;

/// <summary>
/// Writes a fragment of plain elements as HTML. A string that many pages share costs each of them one reference, where
/// the same fragment in its render tree costs 40 bytes for every element, attribute and text, twice.
/// </summary>
internal static class StaticHtml
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly HashSet<string> Void = new(StringComparer.Ordinal) { "br", "hr", "img", "input" };

    /// <summary>The HTML of a fragment without components and event handlers.</summary>
    public static string Of(RenderFragment fragment)
    {
        using var builder = new RenderTreeBuilder();
        fragment(builder);
#pragma warning disable BL0006 // the frames are read right where they were made
        var frames = builder.GetFrames();
        var html = new StringBuilder(1024);
        Write(html, frames.Array.AsSpan(0, frames.Count));
        return html.ToString();
    }

    /// <summary>The same, as one string for all pages that show it alike: for what has no handlers and seldom changes.</summary>
    public static MarkupString Shared(RenderFragment fragment) => new(SharedText.Of(Of(fragment)));

    private static void Write(StringBuilder html, ReadOnlySpan<RenderTreeFrame> frames)
    {
        for (var at = 0; at < frames.Length;)
        {
            ref readonly var frame = ref frames[at];
            switch (frame.FrameType)
            {
                case RenderTreeFrameType.Element:
                    WriteElement(html, frames.Slice(at, frame.ElementSubtreeLength));
                    at += frame.ElementSubtreeLength;
                    continue;
                case RenderTreeFrameType.Text:
                    html.Append(Encoder.Encode(frame.TextContent));
                    break;
                case RenderTreeFrameType.Markup:
                    html.Append(frame.MarkupContent);
                    break;
                case RenderTreeFrameType.Region or RenderTreeFrameType.None:
                    break;
                default:
                    throw new InvalidOperationException($"{frame.FrameType} cannot be written as plain HTML.");
            }

            at++;
        }
    }

    private static void WriteElement(StringBuilder html, ReadOnlySpan<RenderTreeFrame> frames)
    {
        var name = frames[0].ElementName;
        html.Append('<').Append(name);
        var at = 1;
        for (; at < frames.Length && frames[at].FrameType == RenderTreeFrameType.Attribute; at++)
            WriteAttribute(html, frames[at].AttributeName, frames[at].AttributeValue);
        html.Append('>');
        if (Void.Contains(name))
            return;
        Write(html, frames[at..]);
        html.Append("</").Append(name).Append('>');
    }
#pragma warning restore BL0006

    private static void WriteAttribute(StringBuilder html, string name, object value)
    {
        if (value is Delegate or EventCallback)
            throw new InvalidOperationException($"{name} cannot be written as plain HTML.");
        html.Append(' ').Append(name);
        if (value is not true)
            html.Append("=\"").Append(Encoder.Encode(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")).Append('"');
    }
}
