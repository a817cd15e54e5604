using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Messages;

/// <summary>The line under a message that has replies.</summary>
/// <param name="Stream">The thread's stream.</param>
/// <param name="Replies">How many replies.</param>
/// <param name="LastReplyAt">When the newest one came.</param>
/// <param name="Participants">Up to five people who replied, newest first.</param>
public sealed record ThreadSummary(StreamId Stream, long Replies, DateTimeOffset LastReplyAt, IReadOnlyList<UserId> Participants)
{
    /// <summary>How many participants a summary shows.</summary>
    public const int MaxParticipants = 5;

    /// <summary>The summary after one more reply.</summary>
    public ThreadSummary With(UserId author, DateTimeOffset at) =>
        this with
        {
            Replies = Replies + 1,
            LastReplyAt = at,
            Participants = [author, .. Participants.Where(p => p != author).Take(MaxParticipants - 1)],
        };

    /// <inheritdoc />
    public bool Equals(ThreadSummary? other) =>
        other is not null && Stream == other.Stream && Replies == other.Replies && LastReplyAt == other.LastReplyAt
        && Participants.SequenceEqual(other.Participants);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Stream, Replies, LastReplyAt);
}
