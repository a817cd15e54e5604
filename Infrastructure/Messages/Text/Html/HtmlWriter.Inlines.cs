using System.Globalization;
using Collab.Infrastructure.Messages.Text.Inlines;
using Markdig.Syntax.Inlines;

namespace Collab.Infrastructure.Messages.Text.Html;

internal sealed partial class HtmlWriter
{
    private void Inlines(ContainerInline? container)
    {
        if (container is null) return;
        foreach (var inline in container) Write(inline);
    }

    private void Write(Inline inline)
    {
        switch (inline)
        {
            case LiteralInline literal: Text(literal.Content.ToString()); break;
            case HtmlEntityInline entity: Text(entity.Transcoded.ToString()); break;
            case LineBreakInline: html.Append("<br>"); break;
            case CodeInline code: Span("code", BidiControls.Drop(code.Content)); break;
            case EmphasisInline emphasis: Emphasis(emphasis); break;
            case EmojiInline emoji: Text(emoji.Unicode); break;
            case BroadcastInline broadcast: Broadcast(broadcast); break;
            case NameInline name: Name(name); break;
            case BareUrlInline bare: Link(bare.Url, null, bare.Url, () => Text(bare.Url), bare.Url); break;
            case AutolinkInline auto: AngleLink(auto); break;
            case LinkInline { IsImage: true } image: Image(image); break;
            case LinkInline link: Link(link.GetDynamicUrl?.Invoke() ?? link.Url, link.Title, PlainTextWriter.Of(link), () => Inlines(link), null); break;
            case HtmlInline raw: Text(raw.Tag); break;
            case DelimiterInline delimiter: Text(delimiter.ToLiteral()); Inlines(delimiter); break;
            case ContainerInline other: Inlines(other); break;
        }
    }

    private void Text(string text)
    {
        if (inLink)
        {
            Escape(BidiControls.Drop(text));
            return;
        }

        var from = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!BidiControls.IsControl(text[i]) || bidi.Admit(text[i])) continue;
            Escape(text[from..i]);
            from = i + 1;
        }

        Escape(from == 0 ? text : text[from..]);
    }

    private void Span(string tag, string text)
    {
        html.Append('<').Append(tag).Append('>');
        Escape(text);
        html.Append("</").Append(tag).Append('>');
    }

    private void Emphasis(EmphasisInline emphasis)
    {
        var tag = emphasis.DelimiterChar == '~' ? "del" : emphasis.DelimiterCount == 2 ? "strong" : "em";
        html.Append('<').Append(tag).Append('>');
        Inlines(emphasis);
        html.Append("</").Append(tag).Append('>');
    }

    private void Broadcast(BroadcastInline broadcast)
    {
        if (inLink) Text("@" + broadcast.Name);
        else Chip("mention mention-all", "", 0, "@" + broadcast.Name);
    }

    private void Name(NameInline name)
    {
        var found = inLink ? null : name.Candidates.FirstOrDefault(IsKnown);
        if (found is null)
        {
            Text(name.Typed);
            return;
        }

        if (name.Kind == NameKind.Channel) Chip("channel-link", "data-stream", names.Channels[found].StreamId, "#" + names.Channels[found].Name);
        else if (names.People.TryGetValue(found, out var person)) Chip("mention", "data-user", person.UserId, "@" + person.DisplayName);
        else Chip("mention mention-group", "data-group", names.Groups[found].GroupId, "@" + names.Groups[found].Handle);
        Text(name.Typed[(found.Length + 1)..]);

        bool IsKnown(string candidate) => name.Kind == NameKind.Person ? names.People.ContainsKey(candidate) || names.Groups.ContainsKey(candidate) : names.Channels.ContainsKey(candidate);
    }

    private void Chip(string cssClass, string data, long id, string label)
    {
        bidi.CloseAll(html);
        html.Append("<span class=\"").Append(cssClass).Append('"');
        if (data.Length > 0) html.Append(CultureInfo.InvariantCulture, $" {data}=\"{id}\"");
        html.Append('>');
        Escape(BidiControls.Drop(label));
        html.Append("</span>");
    }

    private void AngleLink(AutolinkInline auto)
    {
        var url = auto.IsEmail ? "mailto:" + auto.Url : auto.Url;
        Link(url, null, auto.Url, () => Text(auto.Url), $"<{auto.Url}>");
    }

    /// <summary>A picture from elsewhere would tell its server who reads: it is only linked to.</summary>
    private void Image(LinkInline image)
    {
        var description = PlainTextWriter.Of(image);
        var url = image.GetDynamicUrl?.Invoke() ?? image.Url;
        var asTyped = inLink ? description : $"![{description}]({url})";
        Link(url, image.Title, description, () => Text(description), asTyped);
    }

    private void Link(string? url, string? title, string label, Action content, string? asTyped)
    {
        if (inLink || !LinkAddress.TryCreate(url, out var address))
        {
            NotALink(url, content, asTyped);
            return;
        }

        bidi.CloseAll(html);
        html.Append("<a href=\"");
        Escape(address.Href);
        if (!address.IsMail) html.Append("\" target=\"_blank\" rel=\"noopener noreferrer nofollow");
        if (!string.IsNullOrEmpty(title)) Escape(html.Append("\" title=\""), BidiControls.Drop(title));
        html.Append("\">");
        inLink = true;
        if (PlainTextWriter.IsBlank(label)) Text(address.Href);
        else content();
        inLink = false;
        html.Append("</a>");
        if (RealHost.ToShow(label, address) is { } host) Escape(html.Append(" <span class=\"real-host\">("), host).Append(")</span>");
    }

    private void NotALink(string? url, Action content, string? asTyped)
    {
        if (asTyped is not null)
        {
            Text(asTyped);
            return;
        }

        if (inLink)
        {
            content();
            return;
        }

        Text("[");
        content();
        Text($"]({url})");
    }
}
