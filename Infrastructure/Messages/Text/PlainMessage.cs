using System.Text;
using Collab.Domain.Messages;
using Collab.Infrastructure.Messages.Text.Html;

namespace Collab.Infrastructure.Messages.Text;

/// <summary>A message shown as it was typed, because formatting it would cost too much. It names nobody.</summary>
internal sealed class PlainMessage(string text) : ParsedText
{
    // The sanitizer's time grows with the square of the elements beside each other.
    private const int LinesInParagraph = 200;

    public override IReadOnlyList<string> Handles => [];

    public override IReadOnlyList<string> ChannelNames => [];

    public override bool MentionsChannel => false;

    public override bool MentionsHere => false;

    public override string PlainText { get; } = BidiControls.Drop(text);

    public override string Render(MentionNames names)
    {
        var html = new StringBuilder();
        foreach (var lines in PlainText.Split('\n').Chunk(LinesInParagraph))
        {
            html.Append("<p dir=\"auto\">");
            for (var i = 0; i < lines.Length; i++) HtmlWriter.Escape(i == 0 ? html : html.Append("<br>"), lines[i]);
            html.Append("</p>");
        }

        return HtmlPolicy.Sanitise(html.ToString());
    }
}
