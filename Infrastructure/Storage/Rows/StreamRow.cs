using Collab.Domain.Channels;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Infrastructure.Storage.Rows;

internal sealed class StreamRow
{
    public Bucket Bucket { get; set; }

    public StreamId StreamId { get; set; }

    public StreamKind Kind { get; set; }

    public OrganizationId OrganizationId { get; set; }

    public WorkspaceId? WorkspaceId { get; set; }

    public StreamId? ParentId { get; set; }

    public long? ParentSeq { get; set; }

    public string Name { get; set; } = "";

    // Which of the channel's names it has; see ChannelRow.
    public long NameVersion { get; set; }

    public string Topic { get; set; } = "";

    public string Purpose { get; set; } = "";

    public ChannelVisibility Visibility { get; set; }

    public PostingPolicy Posting { get; set; }

    public bool ThreadOnly { get; set; } = true;

    public int SlowModeSeconds { get; set; }

    // 0 where messages stay.
    public int LifetimeSeconds { get; set; }

    // Never taken back: a look too many costs little, one too few would show what nobody may see.
    public bool HasExpiring { get; set; }

    public DateTimeOffset? ArchivedAt { get; set; }

    public UserId CreatedBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public long LastSeq { get; set; }

    public DateTimeOffset? LastMessageAt { get; set; }

    public long Version { get; set; }

    public int MemberCount { get; set; }

    public int PinCount { get; set; }

    // How many messages there are of which those who have not confirmed were reminded.
    public int Reminders { get; set; }

    public string? Participants { get; set; }

    public static StreamRow From(StreamView head) => new()
    {
        Bucket = head.Id.Bucket,
        StreamId = head.Id,
        Kind = head.Kind,
        OrganizationId = head.Organization,
        WorkspaceId = head.Workspace,
        ParentId = head.Parent,
        ParentSeq = head.ParentSeq,
        Name = head.Name,
        Topic = head.Topic,
        Purpose = head.Purpose,
        Visibility = head.Visibility,
        Posting = head.Posting,
        ThreadOnly = head.ThreadOnly,
        SlowModeSeconds = head.SlowModeSeconds,
        LifetimeSeconds = head.LifetimeSeconds ?? 0,
        HasExpiring = head.HasExpiring,
        ArchivedAt = head.ArchivedAt,
        CreatedBy = head.CreatedBy,
        CreatedAt = head.CreatedAt,
        LastSeq = head.LastSeq,
        LastMessageAt = head.LastMessageAt,
        Version = head.Version,
        MemberCount = head.MemberCount,
        PinCount = head.PinCount,
        Participants = Json.WriteList(head.Participants),
    };

    /// <summary>After how many seconds messages disappear; null where they stay.</summary>
    public int? Lifetime() => LifetimeSeconds == 0 ? null : LifetimeSeconds;

    public StreamView ToView() => new()
    {
        Id = StreamId,
        Kind = Kind,
        Organization = OrganizationId,
        Workspace = WorkspaceId,
        Parent = ParentId,
        ParentSeq = ParentSeq,
        Name = Name,
        Topic = Topic,
        Purpose = Purpose,
        Visibility = Visibility,
        Posting = Posting,
        ThreadOnly = ThreadOnly,
        SlowModeSeconds = SlowModeSeconds,
        LifetimeSeconds = Lifetime(),
        HasExpiring = HasExpiring,
        ArchivedAt = ArchivedAt,
        CreatedBy = CreatedBy,
        CreatedAt = CreatedAt,
        LastSeq = LastSeq,
        LastMessageAt = LastMessageAt,
        Version = Version,
        MemberCount = MemberCount,
        PinCount = PinCount,
        Participants = Json.ReadList<UserId>(Participants),
    };
}
