using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Streams;

/// <summary>
/// Proof that an actor may enter a stream. Only <see cref="StreamAccess"/> makes one, and every store that reads or
/// writes a stream's content asks for one: forgetting the check does not compile. It tells what was true when it was
/// made; writes check again in their transaction.
/// </summary>
public sealed class Seat
{
    internal Seat(Actor actor, StreamView stream, SeatView? membership, Rights rights, DateTimeOffset? lastPostAt = null) =>
        (Actor, Stream, Membership, Rights, LastPostAt) = (actor, stream, membership, rights, lastPostAt);

    private Seat(Seat other, Sight sight)
        : this(other.Actor, other.Stream, other.Membership, other.Rights, other.LastPostAt) => Sight = sight;

    /// <summary>Who.</summary>
    public Actor Actor { get; }

    /// <summary>The stream's head when the seat was made.</summary>
    public StreamView Stream { get; }

    /// <summary>Her membership; null for one who looks into a public channel, or reads a thread that she does not follow.</summary>
    public SeatView? Membership { get; }

    /// <summary>What she may do.</summary>
    public Rights Rights { get; }

    /// <summary>What she has taken out of her own view: stores that read through the seat leave it out.</summary>
    public Sight Sight { get; internal init; } = Sight.Whole;

    /// <summary>When she last posted here herself; null when never.</summary>
    public DateTimeOffset? LastPostAt { get; }

    /// <summary>Slow mode lets her post again from then on; null when it does not concern her.</summary>
    public DateTimeOffset? NextPostAt =>
        Stream.SlowModeSeconds > 0 && !Allows(Rights.Manage) && LastPostAt is { } last ? last.AddSeconds(Stream.SlowModeSeconds) : null;

    /// <summary>True when she is in.</summary>
    public bool IsMember => Membership is { IsActive: true };

    /// <summary>She has cleared a message of the stream with the history of its place.</summary>
    public bool HasCleared(MessageView message) => Stream.Kind == StreamKind.Thread ? message.PostedAt <= Sight.Cleared.At : message.Seq <= Sight.Cleared.Seq;

    /// <summary>The same with another sight: for what tells her of that which she has hidden from herself.</summary>
    internal Seat With(Sight sight) => new(this, sight);

    /// <summary>True when the seat allows all of it.</summary>
    public bool Allows(Rights rights) => (Rights & rights) == rights;
}
