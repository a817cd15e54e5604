using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Reactions;

/// <summary>One kind of reaction on a message.</summary>
/// <param name="Emoji">The emoji as Unicode text.</param>
/// <param name="Count">How many people gave it.</param>
/// <param name="First">The first of them, at most <see cref="MaxShown"/>, in order of time.</param>
public sealed record ReactionView(string Emoji, int Count, IReadOnlyList<UserId> First)
{
    /// <summary>How many people a view names; the rest are a page away.</summary>
    public const int MaxShown = 20;

    /// <summary>How many kinds one message may have.</summary>
    public const int MaxKinds = 50;

    /// <inheritdoc />
    public bool Equals(ReactionView? other) =>
        other is not null && Emoji == other.Emoji && Count == other.Count && First.SequenceEqual(other.First);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Emoji, Count);
}
