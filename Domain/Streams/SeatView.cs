using System.Text.Json.Serialization;
using Collab.Domain.Hidden;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Streams;

/// <summary>A person's seat in a stream.</summary>
/// <param name="User">Who.</param>
/// <param name="Role">Her role in it.</param>
/// <param name="JoinedSeq">The newest number when she joined.</param>
/// <param name="LeftSeq">The newest number when she left; null while she is in.</param>
/// <param name="LastReadSeq">She has read up to here.</param>
/// <param name="LastReadAt">When the marker last moved.</param>
/// <param name="UnreadMarks">How often she has marked something unread: what was read before the last time does not undo it.</param>
public sealed record SeatView(
    UserId User, SeatRole Role, long JoinedSeq, long? LeftSeq, long LastReadSeq, DateTimeOffset? LastReadAt, int UnreadMarks = 0)
{
    /// <summary>How much of the history she has cleared for herself: nobody else's business, and not told.</summary>
    [JsonIgnore]
    public ClearedHistory Cleared { get; init; } = ClearedHistory.None;

    /// <summary>True while she is in.</summary>
    public bool IsActive => LeftSeq is null;
}
