namespace Collab.Domain.Reactions;

/// <summary>A reaction of the actor's own.</summary>
/// <param name="Seq">On which message.</param>
/// <param name="Emoji">With what.</param>
public sealed record OwnReaction(long Seq, string Emoji);
