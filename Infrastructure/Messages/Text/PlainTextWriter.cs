using System.Globalization;
using System.Text;
using Collab.Infrastructure.Messages.Text.Inlines;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Collab.Infrastructure.Messages.Text;

/// <summary>Writes what a message says, without its markup.</summary>
internal static class PlainTextWriter
{
    public static string Of(MarkdownDocument document)
    {
        var text = new StringBuilder();
        Blocks(text, document);
        return BidiControls.Drop(text.ToString().Trim());
    }

    public static string Of(ContainerInline container)
    {
        var text = new StringBuilder();
        Inlines(text, container);
        return text.ToString();
    }

    /// <summary>Whether a reader would see nothing.</summary>
    public static bool IsBlank(string text) => text.EnumerateRunes().All(rune => Rune.IsWhiteSpace(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control);

    private static void Blocks(StringBuilder text, ContainerBlock container)
    {
        foreach (var block in container) Write(text, block);
    }

    private static void Write(StringBuilder text, Block block)
    {
        switch (block)
        {
            case CodeBlock code:
                text.Append(code.Lines.ToString()).Append('\n');
                break;
            case TableRow row:
                Row(text, row);
                break;
            case ListItemBlock item:
                text.Append(item.Parent is ListBlock { IsOrdered: true } ? $"{item.Order}. " : "• ");
                Blocks(text, item);
                break;
            case LinkReferenceDefinitionGroup:
                break;
            case ContainerBlock container:
                Blocks(text, container);
                break;
            case LeafBlock { Inline: { } inline }:
                Inlines(text, inline);
                text.Append('\n');
                break;
        }
    }

    private static void Row(StringBuilder text, TableRow row)
    {
        foreach (var cell in row.OfType<TableCell>())
        {
            foreach (var leaf in cell.OfType<LeafBlock>()) Inlines(text, leaf.Inline);
            text.Append(' ');
        }

        text.Length--;
        text.Append('\n');
    }

    private static void Inlines(StringBuilder text, ContainerInline? container)
    {
        if (container is null) return;
        foreach (var inline in container) Write(text, inline);
    }

    private static void Write(StringBuilder text, Inline inline)
    {
        switch (inline)
        {
            case LiteralInline literal: text.Append(literal.Content.AsSpan()); break;
            case HtmlEntityInline entity: text.Append(entity.Transcoded.AsSpan()); break;
            case LineBreakInline: text.Append('\n'); break;
            case CodeInline code: text.Append(code.Content); break;
            case EmojiInline emoji: text.Append(emoji.Unicode); break;
            case BroadcastInline broadcast: text.Append('@').Append(broadcast.Name); break;
            case NameInline name: text.Append(name.Typed); break;
            case BareUrlInline bare: text.Append(bare.Url); break;
            case AutolinkInline auto: text.Append(auto.Url); break;
            case HtmlInline raw: text.Append(raw.Tag); break;
            case DelimiterInline delimiter: text.Append(delimiter.ToLiteral()); Inlines(text, delimiter); break;
            case ContainerInline other: Inlines(text, other); break;
        }
    }
}
