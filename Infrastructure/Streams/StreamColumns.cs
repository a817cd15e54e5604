using System.Data.Common;
using System.Globalization;
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
        + "archived_at, created_by, created_at, last_seq, last_message_at, version, member_count, participants, thread_only, slow_mode_seconds, pin_count, lifetime_seconds, has_expiring";

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

    /// <summary>A condition that finds seats. Of a crowd in one stream the people alone are listed: half as much for the server to read.</summary>
    public static StringBuilder AppendSeats(this StringBuilder text, SqlDialect sql, IEnumerable<(StreamId Stream, UserId User)> seats)
    {
        (StreamId Stream, UserId User)[] wanted = [.. seats];
        if (wanted.Length > 1 && wanted.All(w => w.Stream == wanted[0].Stream))
        {
            var stream = wanted[0].Stream;
            return text.Append(CultureInfo.InvariantCulture, $"(bucket = {stream.Bucket.Value} AND stream_id = {stream.Value} AND user_id IN (")
                .AppendJoin(',', wanted.Select(w => w.User.Value)).Append("))");
        }

        var values = new List<long>(3 * wanted.Length);
        foreach (var (stream, user) in wanted)
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
            PinCount = (int)reader.GetInt64(21),
            LifetimeSeconds = (int)reader.GetInt64(22),
            HasExpiring = reader.GetInt64(23) != 0,
        };
    }
}
