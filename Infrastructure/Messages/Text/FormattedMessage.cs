using Collab.Domain.Messages;
using Collab.Infrastructure.Messages.Text.Html;
using Markdig.Syntax;

namespace Collab.Infrastructure.Messages.Text;

internal sealed class FormattedMessage(MarkdownDocument document, MessageFacts facts, bool jumbo) : ParsedText
{
    public override IReadOnlyList<string> Handles => facts.Handles;

    public override IReadOnlyList<string> ChannelNames => facts.ChannelNames;

    public override bool MentionsChannel => facts.MentionsChannel;

    public override bool MentionsHere => facts.MentionsHere;

    public override string PlainText { get; } = PlainTextWriter.Of(document);

    public override string Render(MentionNames names) => HtmlPolicy.Sanitise(Unsanitised(names));

    internal string Unsanitised(MentionNames names) => HtmlWriter.Write(document, names, jumbo);
}
