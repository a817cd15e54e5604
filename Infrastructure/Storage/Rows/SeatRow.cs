using Collab.Domain.Hidden;
using Collab.Domain.Receipts;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Infrastructure.Storage.Rows;

internal sealed class SeatRow
{
    public Bucket Bucket { get; set; }

    public StreamId StreamId { get; set; }

    public UserId UserId { get; set; }

    public StreamKind Kind { get; set; }

    public SeatRole Role { get; set; }

    public long JoinedSeq { get; set; }

    public long? LeftSeq { get; set; }

    public long LastReadSeq { get; set; }

    public DateTimeOffset? LastReadAt { get; set; }

    // The person's own messages after her marker: they are not unread for her.
    public int OwnAfter { get; set; }

    public long DeliveredSeq { get; set; }

    // Copied from the directory; see SettleReceipts.
    public ReceiptStanding Receipts { get; set; }

    // How often the person has marked something unread: a reading from before does not undo it.
    public int UnreadMarks { get; set; }

    public short Notify { get; set; }

    public DateTimeOffset? MutedUntil { get; set; }

    // When she last posted here herself, for slow mode. Threads do not keep it.
    public DateTimeOffset? LastPostAt { get; set; }

    public bool IsStarred { get; set; }

    public string? Section { get; set; }

    // She does not see the history up to here: she has cleared it for herself, or joined later (never less than the floor). Her
    // marker is never before it.
    public long ClearedSeq { get; set; }

    public DateTimeOffset? ClearedAt { get; set; }

    // What she has not been let see, by the policy of when she joined: she cannot bring it back.
    public long FloorSeq { get; set; }

    public DateTimeOffset? FloorAt { get; set; }

    public SeatView ToView() => new(UserId, Role, JoinedSeq, LeftSeq, LastReadSeq, LastReadAt, UnreadMarks)
    {
        Cleared = ClearedSeq > 0 ? new ClearedHistory(ClearedSeq, ClearedAt) : ClearedHistory.None,
    };
}
