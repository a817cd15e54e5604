using Markdig.Syntax.Inlines;

namespace Collab.Infrastructure.Messages.Text.Inlines;

/// <summary>An address written without any markup.</summary>
internal sealed class BareUrlInline(string url) : LeafInline
{
    public string Url { get; } = url;
}
