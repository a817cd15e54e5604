using Markdig.Syntax.Inlines;

namespace Collab.Infrastructure.Messages.Text.Inlines;

internal sealed class EmojiInline(string unicode) : LeafInline
{
    public string Unicode { get; } = unicode;
}
