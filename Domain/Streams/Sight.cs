using Collab.Domain.Hidden;

namespace Collab.Domain.Streams;

/// <summary>What a person does not see of a stream, because she has deleted it for herself.</summary>
/// <param name="HasHidden">She has hidden single messages of it.</param>
/// <param name="Cleared">How much of the history of its place she has cleared: of the place itself by number, of a thread by time.</param>
public sealed record Sight(bool HasHidden, ClearedHistory Cleared)
{
    /// <summary>She sees everything.</summary>
    public static Sight Whole { get; } = new(false, ClearedHistory.None);

    /// <summary>She sees everything.</summary>
    public bool IsWhole => !HasHidden && Cleared.Seq == 0;
}
