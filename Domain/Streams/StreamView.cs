using Collab.Domain.Channels;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Streams;

/// <summary>The head of a stream as of <see cref="Version"/>: all that is true of the stream as a whole.</summary>
public sealed record StreamView
{
    /// <summary>The stream.</summary>
    public required StreamId Id { get; init; }

    /// <summary>What it is.</summary>
    public required StreamKind Kind { get; init; }

    /// <summary>The organization that it belongs to.</summary>
    public required OrganizationId Organization { get; init; }

    /// <summary>The workspace of a channel and its threads; null for chats, which belong to the organization.</summary>
    public WorkspaceId? Workspace { get; init; }

    /// <summary>For a thread: the stream of its root message.</summary>
    public StreamId? Parent { get; init; }

    /// <summary>For a thread: the number of its root message in <see cref="Parent"/>.</summary>
    public long? ParentSeq { get; init; }

    /// <summary>A channel's name, or a group chat's own title; empty otherwise.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it is busy with.</summary>
    public string Topic { get; init; } = "";

    /// <summary>What it is for.</summary>
    public string Purpose { get; init; } = "";

    /// <summary>Who may find it. Chats are always private.</summary>
    public ChannelVisibility Visibility { get; init; }

    /// <summary>Who may post.</summary>
    public PostingPolicy Posting { get; init; }

    /// <summary>Where not everyone may post: the others still write in threads and react. Otherwise they only read.</summary>
    public bool ThreadOnly { get; init; } = true;

    /// <summary>Slow mode: seconds between two messages of one person, managers excepted; 0 for none. Replies in threads are free.</summary>
    public int SlowModeSeconds { get; init; }

    /// <summary>After how many seconds messages disappear that are posted now; null where they stay. A thread follows its place.</summary>
    public int? LifetimeSeconds { get; init; }

    /// <summary>Messages of it may have a time at which they disappear: once they could be set to, it is asked of each.</summary>
    public bool HasExpiring { get; init; }

    /// <summary>When it was archived; null while it is open.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>Who made it.</summary>
    public required UserId CreatedBy { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The number of its newest message; 0 when there is none. Numbers are dense and start at 1.</summary>
    public long LastSeq { get; init; }

    /// <summary>When its newest message was posted.</summary>
    public DateTimeOffset? LastMessageAt { get; init; }

    /// <summary>How many events it has had; each event is one more.</summary>
    public long Version { get; init; }

    /// <summary>How many people are seated in it now.</summary>
    public int MemberCount { get; init; }

    /// <summary>How many messages are pinned to it.</summary>
    public int PinCount { get; init; }

    /// <summary>For direct and group chats: everybody seated, at most 50. Empty for channels and threads.</summary>
    public IReadOnlyList<UserId> Participants { get; init; } = [];
}
