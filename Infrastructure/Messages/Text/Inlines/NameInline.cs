using Markdig.Syntax.Inlines;

namespace Collab.Infrastructure.Messages.Text.Inlines;

internal enum NameKind
{
    Person,
    Channel,
}

/// <summary>
/// Something that may name a person or a channel. Which it is, if any, is known only when it is rendered:
/// <see cref="Candidates"/> are the readings, longest first ("@ada." may be "ada." or "ada" and a full stop).
/// </summary>
internal sealed class NameInline(NameKind kind, string typed, IReadOnlyList<string> candidates) : LeafInline
{
    public NameKind Kind { get; } = kind;

    public string Typed { get; } = typed;

    public IReadOnlyList<string> Candidates { get; } = candidates;
}
