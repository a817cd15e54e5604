using Collab.Domain.Receipts;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Infrastructure.Receipts;

/// <summary>A marker as it is after a group, and what is needed to tell of it.</summary>
/// <param name="Stream">Where.</param>
/// <param name="User">Whose.</param>
/// <param name="State">What its owner is answered.</param>
/// <param name="DeliveredSeq">What her devices have got, reading included.</param>
/// <param name="Standing">Whether she shares it.</param>
/// <param name="Kind">What the stream is.</param>
/// <param name="Members">How many are in it.</param>
/// <param name="HasMoved">False when nothing is new.</param>
/// <param name="HasSubjectCalls">Groups or keywords are called after it: its mentions are not all counted yet.</param>
/// <param name="HasHidden">She has hidden messages here from herself: they are not taken away yet.</param>
internal sealed record StoredMarker(
    StreamId Stream, UserId User, ReadState State, long DeliveredSeq, ReceiptStanding Standing, StreamKind Kind, int Members, bool HasMoved, bool HasSubjectCalls, bool HasHidden)
{
    /// <summary>What is left unread is not exact yet.</summary>
    public bool IsRough => HasSubjectCalls || HasHidden;
}
