using Collab.Domain.Audit;
using Collab.Domain.Channels;
using Collab.Domain.Messages;

namespace Collab.Domain.Streams;

/// <summary>A change of a stream's head; what is null stays.</summary>
public sealed record StreamChange
{
    /// <summary>The new name.</summary>
    public string? Name { get; init; }

    /// <summary>Which of the channel's names <see cref="Name"/> is; an older one than the stream has is not taken.</summary>
    public long NameVersion { get; init; }

    /// <summary>The new topic.</summary>
    public string? Topic { get; init; }

    /// <summary>The new purpose.</summary>
    public string? Purpose { get; init; }

    /// <summary>Who may post from now on.</summary>
    public PostingPolicy? Posting { get; init; }

    /// <summary>Whether those who may not post still write in threads.</summary>
    public bool? ThreadOnly { get; init; }

    /// <summary>Seconds between two messages of one person; 0 for none.</summary>
    public int? SlowModeSeconds { get; init; }

    /// <summary>After how many seconds messages disappear that are posted from now on; 0 for never.</summary>
    public int? LifetimeSeconds { get; init; }

    /// <summary>True archives, false opens again.</summary>
    public bool? Archived { get; init; }

    /// <summary>The row that tells of it in the feed.</summary>
    public SystemNote? Note { get; init; }

    /// <summary>The entry in the audit log, written in the same transaction.</summary>
    public AuditEntry? Audit { get; init; }
}
