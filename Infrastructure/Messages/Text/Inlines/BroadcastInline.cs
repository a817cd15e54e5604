using Markdig.Syntax.Inlines;

namespace Collab.Infrastructure.Messages.Text.Inlines;

internal sealed class BroadcastInline(string name) : LeafInline
{
    public string Name { get; } = name;

    public bool IsHere => Name == "here";

    public static bool Knows(string name) => name is "channel" or "everyone" or "all" or "here";
}
