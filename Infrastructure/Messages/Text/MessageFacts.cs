using System.Globalization;
using Collab.Domain.Messages;
using Collab.Infrastructure.Messages.Text.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Collab.Infrastructure.Messages.Text;

/// <summary>What one walk over the tree finds out. The walk stops at a depth that no honest message has.</summary>
internal sealed class MessageFacts
{
    private const int MostJumboEmoji = 12;
    private readonly List<string> handles = [];
    private readonly List<string> channelNames = [];
    private readonly HashSet<(NameKind, string)> seen = [];

    public IReadOnlyList<string> Handles => handles;

    public IReadOnlyList<string> ChannelNames => channelNames;

    public bool MentionsChannel { get; private set; }

    public bool MentionsHere { get; private set; }

    public bool IsTooDeep { get; private set; }

    public static MessageFacts Of(MarkdownDocument document)
    {
        var facts = new MessageFacts();
        facts.Walk(document, 0);
        return facts;
    }

    /// <summary>Whether the message is one paragraph of one to twelve emoji and nothing else.</summary>
    public static bool IsJumbo(MarkdownDocument document, IEmojiCatalog catalog)
    {
        if (document.Count != 1 || document[0] is not ParagraphBlock { Inline: { } content }) return false;
        var count = 0;
        foreach (var inline in content)
        {
            if (inline is LineBreakInline) continue;
            if (inline is EmojiInline) count++;
            else if (inline is not LiteralInline literal || !OnlyEmoji(literal.Content.ToString(), catalog, ref count)) return false;
            if (count > MostJumboEmoji) return false;
        }

        return count > 0;
    }

    private static bool OnlyEmoji(string text, IEmojiCatalog catalog, ref int count)
    {
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            if (string.IsNullOrWhiteSpace(element)) continue;
            if (element.All(char.IsAscii) || ++count > MostJumboEmoji || !catalog.TryFind(element, out _)) return false;
        }

        return true;
    }

    private void Walk(ContainerBlock container, int depth)
    {
        if (IsTooDeep |= depth > MarkdownLimits.Deepest) return;
        foreach (var block in container)
        {
            if (block is ContainerBlock inner) Walk(inner, depth + 1);
            else if (block is LeafBlock { Inline: { } inline }) Walk(inline, depth + 1);
        }
    }

    private void Walk(ContainerInline container, int depth)
    {
        if (IsTooDeep |= depth > MarkdownLimits.Deepest) return;
        foreach (var inline in container)
        {
            switch (inline)
            {
                case LinkInline link: WalkLink(link, depth + 1); break;
                case ContainerInline inner: Walk(inner, depth + 1); break;
                case BroadcastInline broadcast: Add(broadcast); break;
                case NameInline name: Add(name); break;
            }
        }
    }

    /// <summary>A name within a link names nobody, but its depth counts.</summary>
    private void WalkLink(LinkInline link, int depth)
    {
        var inside = new MessageFacts();
        inside.Walk(link, depth);
        IsTooDeep |= inside.IsTooDeep;
    }

    private void Add(BroadcastInline broadcast)
    {
        MentionsHere |= broadcast.IsHere;
        MentionsChannel |= !broadcast.IsHere;
    }

    private void Add(NameInline name)
    {
        var list = name.Kind == NameKind.Person ? handles : channelNames;
        foreach (var candidate in name.Candidates)
        {
            if (seen.Add((name.Kind, candidate))) list.Add(candidate);
        }
    }
}
