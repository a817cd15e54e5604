using System.Data.Common;
using System.Globalization;
using System.Text;
using Collab.Domain.Channels;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;

namespace Collab.Infrastructure.Messages;

/// <summary>What a group of posts must know under lock, read in one round trip: heads, keys already used, the authors' seats.</summary>
internal sealed class GroupState
{
    public Dictionary<StreamId, StreamRow> Heads { get; } = [];

    public Dictionary<(StreamId Stream, UserId Author, string Key), long> Sent { get; } = [];

    public Dictionary<(StreamId Stream, UserId User), AuthorSeat> Seats { get; } = [];

    public static async Task<GroupState> ReadAsync(DbConnection connection, DbTransaction transaction, SqlDialect sql, IReadOnlyList<PendingPost> posts, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        Compose(command, sql, posts);
        var state = new GroupState();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var head = ReadHead(reader);
            state.Heads[head.StreamId] = head;
        }

        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct))
            state.Sent[(new StreamId(reader.GetInt64(0)), new UserId(reader.GetInt64(1)), reader.GetString(2))] = reader.GetInt64(3);
        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct))
            state.Seats[(new StreamId(reader.GetInt64(0)), new UserId(reader.GetInt64(1)))] = ReadSeat(reader);

        return state;
    }

    // The seats are locked like the heads: a marker that moves meanwhile waits, and counts these messages as one's own.
    // Keys are numbers and stand in the text; only what people typed is a parameter.
    private static void Compose(DbCommand command, SqlDialect sql, IReadOnlyList<PendingPost> posts)
    {
        var text = new StringBuilder("SELECT ").Append(HeadColumns).Append(" FROM stream").Append(sql.ByKey).Append(" WHERE ");
        text.AppendJoin(" OR ", posts.Select(p => p.Stream).Distinct().Order().Select(s => Key(s))).Append(sql.ForUpdate);
        text.Append("; SELECT stream_id, author_id, client_key, seq FROM message WHERE ");
        text.AppendJoin(" OR ", posts.Select((p, i) => string.Create(CultureInfo.InvariantCulture, $"({Key(p.Stream)} AND author_id = {p.Author.Value} AND client_key = @k{i})")));
        text.Append("; SELECT stream_id, user_id, role, left_seq, last_read_seq FROM seat").Append(sql.ByKey).Append(" WHERE ");
        text.AppendJoin(" OR ", posts.Select(p => (p.Stream, p.Author)).Distinct().Order().Select(s => string.Create(CultureInfo.InvariantCulture, $"({Key(s.Stream)} AND user_id = {s.Author.Value})"))).Append(sql.ForUpdate);
        command.CommandText = text.ToString();
        for (var i = 0; i < posts.Count; i++)
            command.AddParameter($"@k{i}", posts[i].Message.ClientKey.Value);
    }

    public static string Key(StreamId stream) =>
        string.Create(CultureInfo.InvariantCulture, $"(bucket = {stream.Bucket.Value} AND stream_id = {stream.Value})");

    private const string HeadColumns =
        "stream_id, kind, organization_id, workspace_id, name, topic, purpose, visibility, posting, archived_at, created_by, created_at, last_seq, version, member_count, participants";

    private static AuthorSeat ReadSeat(DbDataReader reader) => new((SeatRole)reader.GetInt64(2), reader.IsDBNull(3), reader.GetInt64(4));

    private static StreamRow ReadHead(DbDataReader reader)
    {
        var id = new StreamId(reader.GetInt64(0));
        return new StreamRow
        {
            Bucket = id.Bucket,
            StreamId = id,
            Kind = (StreamKind)reader.GetInt64(1),
            OrganizationId = new OrganizationId(reader.GetInt64(2)),
            WorkspaceId = reader.IsDBNull(3) ? null : new WorkspaceId(reader.GetInt64(3)),
            Name = reader.GetString(4),
            Topic = reader.GetString(5),
            Purpose = reader.GetString(6),
            Visibility = (ChannelVisibility)reader.GetInt64(7),
            Posting = (PostingPolicy)reader.GetInt64(8),
            ArchivedAt = reader.IsDBNull(9) ? null : Instant.FromStored(reader.GetInt64(9)),
            CreatedBy = new UserId(reader.GetInt64(10)),
            CreatedAt = Instant.FromStored(reader.GetInt64(11)),
            LastSeq = reader.GetInt64(12),
            Version = reader.GetInt64(13),
            MemberCount = (int)reader.GetInt64(14),
            Participants = reader.IsDBNull(15) ? null : reader.GetString(15),
        };
    }
}

/// <summary>An author's seat, as far as posting needs it.</summary>
internal readonly record struct AuthorSeat(SeatRole Role, bool IsActive, long LastReadSeq);
