using Collab.Domain.Confirmations;
using Collab.Domain.Files;
using Collab.Domain.References;

namespace Collab.Domain.Messages;

/// <summary>What a person typed, on its way to become a message.</summary>
/// <param name="Text">Markdown.</param>
/// <param name="ClientKey">The client's key.</param>
/// <param name="IsQuiet">It is sent without notifying: it calls nobody.</param>
public sealed record TypedMessage(string? Text, string? ClientKey, bool IsQuiet = false)
{
    /// <summary>What the message before an edit was: what called everybody before may go on to.</summary>
    public Broadcast Before { get; init; }

    /// <summary>That it asks to be confirmed; null when it does not.</summary>
    public ConfirmationRequest? Confirmation { get; init; }

    /// <summary>Files that are to go with it.</summary>
    public IReadOnlyList<WantedFile> Files { get; init; } = [];

    /// <summary>What it refers to, as <see cref="ReferenceFinder"/> has found it.</summary>
    public IReadOnlyList<MessageReference> References { get; init; } = [];

    /// <summary>Of an edit: the message has files or forwards another, and keeps them.</summary>
    public bool KeepsMore { get; init; }

    /// <summary>It says something also without a word.</summary>
    public bool NeedsNoWords => KeepsMore || Files.Count > 0 || References.Any(r => r.Kind == ReferenceKind.Forward);
}
