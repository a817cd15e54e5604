using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Presence;

/// <summary>
/// What one node tells the others of the people connected to it: those who changed, with a sum over all of them by which
/// the others see whether they know the same. Whoever does not asks, and is told everybody.
/// </summary>
/// <param name="Node">A name for the node's run, unique per process.</param>
/// <param name="Online">People with at least one connection there who are at their device.</param>
/// <param name="Away">People with connections there, none of them used for ten minutes.</param>
/// <param name="Gone">People who have no connection there any more.</param>
/// <param name="IsWhole">True when the lists begin everybody on the node; false when they are only those who changed.</param>
public sealed record PresenceSignal(
    string Node, IReadOnlyList<UserId> Online, IReadOnlyList<UserId> Away, IReadOnlyList<UserId> Gone, bool IsWhole) : Signal
{
    /// <summary>Everybody comes in several parts, and this is not the last one.</summary>
    public bool HasMore { get; init; }

    /// <summary>What all people of the node add up to after this signal; null in a part that is not the last one.</summary>
    public PresenceSum? Sum { get; init; }

    /// <summary>Nodes whose people the sender does not know: each tells everybody. <see cref="EveryNode"/> means all of them.</summary>
    public IReadOnlyList<string> Asks { get; init; } = [];

    /// <summary>Places that many look at on the node, each with their number; null when nothing is told of that. It comes in signals of its own.</summary>
    public IReadOnlyList<StreamViewers>? Viewers { get; init; }

    /// <summary>In <see cref="Asks"/>: every node.</summary>
    public const string EveryNode = "*";
}

/// <summary>What a set of people and their states add up to, in whatever order they came.</summary>
/// <param name="People">How many.</param>
/// <param name="Mix">The sum of a hash of each person and state.</param>
public readonly record struct PresenceSum(int People, long Mix)
{
    /// <summary>With one more person.</summary>
    public PresenceSum With(UserId user, PresenceState state) => new(People + 1, unchecked(Mix + Hash(user, state)));

    /// <summary>With one person less.</summary>
    public PresenceSum Without(UserId user, PresenceState state) => new(People - 1, unchecked(Mix - Hash(user, state)));

    // SplitMix64: neighbouring ids must not cancel each other out.
    private static long Hash(UserId user, PresenceState state)
    {
        var mixed = unchecked(((ulong)user.Value * 4) + (ulong)state + 0x9E3779B97F4A7C15UL);
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL);
        return unchecked((long)(mixed ^ (mixed >> 31)));
    }
}
