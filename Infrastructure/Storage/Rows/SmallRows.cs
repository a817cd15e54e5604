using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Storage.Rows;

// The shard's small rows, one look at a time: each is a key and little else.

internal sealed class MessageEditRow
{
    public Bucket Bucket { get; set; }

    public StreamId StreamId { get; set; }

    public long Seq { get; set; }

    public long Revision { get; set; }

    public string Text { get; set; } = "";

    public string Html { get; set; } = "";

    public UserId EditorId { get; set; }

    public DateTimeOffset EditedAt { get; set; }
}

internal sealed class ReactionRow
{
    public Bucket Bucket { get; set; }

    public StreamId StreamId { get; set; }

    public long Seq { get; set; }

    public string Emoji { get; set; } = "";

    public UserId UserId { get; set; }

    public DateTimeOffset GivenAt { get; set; }
}

internal sealed class MentionRow
{
    public Bucket Bucket { get; set; }

    public StreamId StreamId { get; set; }

    public UserId UserId { get; set; }

    public long Seq { get; set; }
}

internal sealed class BroadcastRow
{
    public Bucket Bucket { get; set; }

    public StreamId StreamId { get; set; }

    public long Seq { get; set; }

    public UserId AuthorId { get; set; }

    // Those it calls, as Calls writes them; null when it calls everybody.
    public string? Present { get; set; }
}

internal sealed class UncountedRow
{
    public Bucket Bucket { get; set; }

    public StreamId StreamId { get; set; }

    public long Seq { get; set; }
}

/// <summary>A message that has a time at which it disappears, until it is emptied.</summary>
internal sealed class ExpiryRow
{
    public Bucket Bucket { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public StreamId StreamId { get; set; }

    public long Seq { get; set; }
}

internal sealed class OutboxRow
{
    public Bucket Bucket { get; set; }

    public StreamId StreamId { get; set; }

    public long Version { get; set; }

    public EventId EventId { get; set; }

    public OutboxKind Kind { get; set; }

    public long Seq { get; set; }

    public UserId? ActorId { get; set; }

    public string? Data { get; set; }

    public DateTimeOffset At { get; set; }
}

internal sealed class HandoffRow
{
    public Bucket Bucket { get; set; }

    public long HandoffId { get; set; }

    public HandoffKind Kind { get; set; }

    public string Data { get; set; } = "";
}

internal sealed class PreferenceRow
{
    public Bucket Bucket { get; set; }

    public UserId UserId { get; set; }

    public string Name { get; set; } = "";

    public string Value { get; set; } = "";

    public DateTimeOffset ChangedAt { get; set; }
}

internal sealed class FavouriteRow
{
    public Bucket Bucket { get; set; }

    public UserId UserId { get; set; }

    public UserId PersonId { get; set; }

    public DateTimeOffset AddedAt { get; set; }
}

internal sealed class RememberedSearchRow
{
    public Bucket Bucket { get; set; }

    public UserId UserId { get; set; }

    public WorkspaceId WorkspaceId { get; set; }

    public string Digest { get; set; } = "";

    public string Query { get; set; } = "";

    public string? Name { get; set; }

    public DateTimeOffset UsedAt { get; set; }
}

/// <summary>Stored by number, so numbers never change.</summary>
internal enum OutboxKind
{
    MessagePosted = 0,
    MessageEdited = 1,
    ReactionsChanged = 2,
    ThreadReplied = 3,
    StreamChanged = 4,
    MembersJoined = 5,
    MembersLeft = 6,
    ConfirmationReminded = 7,
    FilesRead = 8,
    PinChanged = 9,
    MessageRecalled = 10,
    MessageExpired = 11,
}

/// <summary>What a shard hands to the directory; stored by number, so numbers never change.</summary>
internal enum HandoffKind
{
    AuditEntry = 0,

    // Left by versions before the consumers of events; not written any more.
    ChannelHead = 1,
}
