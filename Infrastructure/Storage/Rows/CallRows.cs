using Collab.Domain.Notifications;
using Collab.Domain.Shared.Ids;
using Collab.Domain.UserGroups;

namespace Collab.Infrastructure.Storage.Rows;

// What calls people besides their names: the subjects stand in the directory, what calls them in the shards.

/// <summary>A message calls a group, or has a keyword that somebody watches: one row, however many people that concerns.</summary>
internal sealed class SubjectCallRow
{
    public Bucket Bucket { get; set; }

    public StreamId StreamId { get; set; }

    // A UserGroupId or a KeywordId: both come from one source, so no two are equal.
    public long SubjectId { get; set; }

    public long Seq { get; set; }

    public UserId AuthorId { get; set; }

    // When the message was posted: whoever came to the subject later is not called by it.
    public DateTimeOffset At { get; set; }
}

internal sealed class UserGroupRow
{
    public UserGroupId GroupId { get; set; }

    public WorkspaceId WorkspaceId { get; set; }

    public string Handle { get; set; } = "";

    public string Name { get; set; } = "";

    public UserId CreatedBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public UserGroup ToView(int members) => new(GroupId, WorkspaceId, Handle, Name, members);
}

internal sealed class UserGroupMemberRow
{
    public UserGroupId GroupId { get; set; }

    public UserId UserId { get; set; }

    public DateTimeOffset JoinedAt { get; set; }
}

internal sealed class KeywordRow
{
    public KeywordId KeywordId { get; set; }

    public OrganizationId OrganizationId { get; set; }

    public string Words { get; set; } = "";

    public StoredKeyword ToView() => new(KeywordId, Words);
}

internal sealed class KeywordWatchRow
{
    public UserId UserId { get; set; }

    public KeywordId KeywordId { get; set; }

    public DateTimeOffset Since { get; set; }
}
