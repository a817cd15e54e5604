using Collab.Domain.Messages;

namespace Collab.Support.Search;

/// <summary>Takes texts as they are.</summary>
public sealed class PlainTexts : IMessageText
{
    public ParsedText Parse(string text) => new Plain(text);

    private sealed class Plain(string text) : ParsedText
    {
        public override IReadOnlyList<string> Handles => [];

        public override IReadOnlyList<string> ChannelNames => [];

        public override bool MentionsChannel => false;

        public override bool MentionsHere => false;

        public override string PlainText => text;

        public override string Render(MentionNames names) => text;
    }
}
