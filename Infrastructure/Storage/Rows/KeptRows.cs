using Collab.Domain.Hidden;
using Collab.Domain.Saved;
using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Storage.Rows;

/// <summary>That a message is pinned to its place; who did it stands in the message.</summary>
internal sealed class PinRow
{
    public Bucket Bucket { get; set; }

    public StreamId StreamId { get; set; }

    public long Seq { get; set; }

    public DateTimeOffset PinnedAt { get; set; }
}

/// <summary>That somebody keeps a message for later.</summary>
internal sealed class SavedMessageRow
{
    public Bucket Bucket { get; set; }

    public UserId UserId { get; set; }

    public StreamId StreamId { get; set; }

    public long Seq { get; set; }

    public MessageId MessageId { get; set; }

    public SavedState State { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public SavedMessage ToView() => new(StreamId, Seq, MessageId, State, ChangedAt);
}

/// <summary>That somebody has deleted a message for herself.</summary>
internal sealed class HiddenMessageRow
{
    public Bucket Bucket { get; set; }

    public StreamId StreamId { get; set; }

    public UserId UserId { get; set; }

    public long Seq { get; set; }

    public MessageId MessageId { get; set; }

    // She wrote it herself: it never was unread for her.
    public bool IsOwn { get; set; }

    public DateTimeOffset HiddenAt { get; set; }

    public HiddenMessage ToView() => new(StreamId, Seq, MessageId, HiddenAt);
}
