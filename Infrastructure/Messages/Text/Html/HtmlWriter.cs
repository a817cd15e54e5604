using System.Text;
using Collab.Domain.Messages;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Collab.Infrastructure.Messages.Text.Html;

/// <summary>Writes the blocks of a parsed message. Everything typed is escaped; nothing is passed through.</summary>
internal sealed partial class HtmlWriter(MentionNames names, bool jumbo)
{
    private const int LongestLanguage = 40;
    private readonly StringBuilder html = new();
    private readonly BidiGuard bidi = new();
    private bool inLink;

    public static string Write(MarkdownDocument document, MentionNames names, bool jumbo)
    {
        var writer = new HtmlWriter(names, jumbo);
        writer.Blocks(document);
        return writer.html.ToString();
    }

    private void Blocks(ContainerBlock container)
    {
        foreach (var block in container) Write(block);
    }

    private void Write(Block block)
    {
        switch (block)
        {
            case HeadingBlock heading: Leaf("<p dir=\"auto\"><strong>", heading, "</strong></p>"); break;
            case ParagraphBlock paragraph: Paragraph(paragraph); break;
            case CodeBlock code: Code(code); break;
            case QuoteBlock quote: Container("<blockquote dir=\"auto\">", quote, "</blockquote>"); break;
            case ListBlock list: List(list); break;
            case ThematicBreakBlock: html.Append("<hr>"); break;
            case Table table: WriteTable(table); break;
            case LinkReferenceDefinitionGroup or LinkReferenceDefinition or BlankLineBlock: break;
            case ContainerBlock other: Blocks(other); break;
            case LeafBlock { Inline: not null } leaf: Leaf("<p dir=\"auto\">", leaf, "</p>"); break;
        }
    }

    private void Container(string open, ContainerBlock container, string close)
    {
        html.Append(open);
        Blocks(container);
        html.Append(close);
    }

    private void Leaf(string open, LeafBlock leaf, string close)
    {
        html.Append(open);
        Inlines(leaf.Inline);
        bidi.CloseAll(html);
        html.Append(close);
    }

    private void Paragraph(ParagraphBlock paragraph)
    {
        var isTight = paragraph.Parent is TableCell or ListItemBlock { Parent: ListBlock { IsLoose: false } };
        if (isTight) Leaf("", paragraph, "");
        else Leaf(jumbo ? "<p class=\"jumbo\" dir=\"auto\">" : "<p dir=\"auto\">", paragraph, "</p>");
    }

    private void List(ListBlock list)
    {
        if (!list.IsOrdered) html.Append("<ul dir=\"auto\">");
        else if (list.OrderedStart is null or "1") html.Append("<ol dir=\"auto\">");
        else html.Append("<ol dir=\"auto\" start=\"").Append(Digits(list.OrderedStart)).Append("\">");
        foreach (var item in list.OfType<ListItemBlock>()) Container("<li dir=\"auto\">", item, "</li>");
        html.Append(list.IsOrdered ? "</ol>" : "</ul>");
    }

    private static string Digits(string start)
    {
        var digits = start.TrimStart('0');
        return digits.Length == 0 ? "0" : digits;
    }

    private void Code(CodeBlock code)
    {
        html.Append("<pre dir=\"auto\"><code");
        if (code is FencedCodeBlock { Info: { } info } && IsLanguage(info)) html.Append(" class=\"language-").Append(info).Append('"');
        html.Append('>');
        for (var i = 0; i < code.Lines.Count; i++)
        {
            Escape(BidiControls.Drop(code.Lines.Lines[i].Slice.ToString()));
            html.Append('\n');
        }

        html.Append("</code></pre>");
    }

    public static bool IsLanguage(string info) =>
        info.Length is > 0 and <= LongestLanguage && info.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '#' or '_' or '-');

    private void WriteTable(Table table)
    {
        html.Append("<table dir=\"auto\">");
        var body = false;
        foreach (var row in table.OfType<TableRow>())
        {
            if (row.IsHeader) html.Append("<thead>");
            else if (!body) html.Append("<tbody>");
            body |= !row.IsHeader;
            WriteRow(table, row);
            if (row.IsHeader) html.Append("</thead>");
        }

        html.Append(body ? "</tbody></table>" : "</table>");
    }

    private void WriteRow(Table table, TableRow row)
    {
        var tag = row.IsHeader ? "th" : "td";
        html.Append("<tr>");
        for (var i = 0; i < row.Count; i++)
        {
            html.Append('<').Append(tag).Append(Alignment(table, i)).Append(" dir=\"auto\">");
            if (row[i] is TableCell cell) Blocks(cell);
            html.Append("</").Append(tag).Append('>');
        }

        html.Append("</tr>");
    }

    private static string Alignment(Table table, int column)
    {
        if (column >= table.ColumnDefinitions.Count) return "";
        return table.ColumnDefinitions[column].Alignment switch
        {
            TableColumnAlign.Left => " class=\"align-left\"",
            TableColumnAlign.Center => " class=\"align-center\"",
            TableColumnAlign.Right => " class=\"align-right\"",
            _ => "",
        };
    }

    private void Escape(string text) => Escape(html, text);

    public static StringBuilder Escape(StringBuilder html, string text)
    {
        foreach (var c in text)
        {
            switch (c)
            {
                case '&': html.Append("&amp;"); break;
                case '<': html.Append("&lt;"); break;
                case '>': html.Append("&gt;"); break;
                case '"': html.Append("&quot;"); break;
                default: html.Append(c); break;
            }
        }

        return html;
    }
}
