using System.Data.Common;
using System.Text;
using Collab.Domain.Channels;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;

namespace Collab.Infrastructure.Streams;

/// <summary>Heads as plain commands read them.</summary>
internal static class StreamColumns
{
    /// <summary>In the order in which <see cref="Read"/> expects them.</summary>
    public const string All =
        "stream_id, kind, organization_id, workspace_id, parent_id, parent_seq, name, topic, purpose, visibility, posting, "
        + "archived_at, created_by, created_at, last_seq, last_message_at, version, member_count, participants, thread_only, slow_mode_seconds";

    private static readonly string[] HeadKey = ["bucket", "stream_id"];
    private static readonly string[] SeatKey = ["bucket", "stream_id", "user_id"];

    /// <summary>A condition that finds heads.</summary>
    public static StringBuilder AppendHeads(this StringBuilder text, SqlDialect sql, IEnumerable<StreamId> streams)
    {
        var values = new List<long>();
        foreach (var stream in streams)
            values.AddRange(stream.Bucket.Value, stream.Value);
        return sql.AppendIn(text, HeadKey, values);
    }

    /// <summary>A condition that finds seats.</summary>
    public static StringBuilder AppendSeats(this StringBuilder text, SqlDialect sql, IEnumerable<(StreamId Stream, UserId User)> seats)
    {
        var values = new List<long>();
        foreach (var (stream, user) in seats)
            values.AddRange(stream.Bucket.Value, stream.Value, user.Value);
        return sql.AppendIn(text, SeatKey, values);
    }

    public static StreamRow Read(DbDataReader reader)
    {
        var id = new StreamId(reader.GetInt64(0));
        return new StreamRow
        {
            Bucket = id.Bucket,
            StreamId = id,
            Kind = (StreamKind)reader.GetInt64(1),
            OrganizationId = new OrganizationId(reader.GetInt64(2)),
            WorkspaceId = reader.IsDBNull(3) ? null : new WorkspaceId(reader.GetInt64(3)),
            ParentId = reader.IsDBNull(4) ? null : new StreamId(reader.GetInt64(4)),
            ParentSeq = reader.IsDBNull(5) ? null : reader.GetInt64(5),
            Name = reader.GetString(6),
            Topic = reader.GetString(7),
            Purpose = reader.GetString(8),
            Visibility = (ChannelVisibility)reader.GetInt64(9),
            Posting = (PostingPolicy)reader.GetInt64(10),
            ArchivedAt = reader.IsDBNull(11) ? null : Instant.FromStored(reader.GetInt64(11)),
            CreatedBy = new UserId(reader.GetInt64(12)),
            CreatedAt = Instant.FromStored(reader.GetInt64(13)),
            LastSeq = reader.GetInt64(14),
            LastMessageAt = reader.IsDBNull(15) ? null : Instant.FromStored(reader.GetInt64(15)),
            Version = reader.GetInt64(16),
            MemberCount = (int)reader.GetInt64(17),
            Participants = reader.IsDBNull(18) ? null : reader.GetString(18),
            ThreadOnly = reader.GetInt64(19) != 0,
            SlowModeSeconds = (int)reader.GetInt64(20),
        };
    }
}
