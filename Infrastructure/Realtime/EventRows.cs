using System.Data.Common;
using System.Globalization;
using System.Text;
using Collab.Domain.Messages;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Streams;

namespace Collab.Infrastructure.Realtime;

/// <summary>Rows of the outbox, and what they tell of, by plain commands: no two of them say the same, and the mapper would make each into SQL anew.</summary>
internal static class EventRows
{
    // SQLite takes 500 parts of a statement.
    private const int PartsOfStatement = 200;

    private const string OutboxColumns = "stream_id, version, event_id, kind, seq, actor_id, data, at";

    private const string MessageColumns =
        "stream_id, seq, message_id, author_id, client_key, state, text, html, mentions, broadcast, called_groups, confirmation, attachments, refs, pin, recall, note, "
        + "posted_at, edited_at, expires_at, revision, reactions, thread";

    /// <summary>Of each stream those after a version, up to another.</summary>
    public static Task<List<OutboxRow>> OutboxAsync(DbConnection connection, IEnumerable<(StreamId Stream, long After, long Last)> runs, CancellationToken ct) =>
        connection.RowsAsync(
            Statements(runs.Select(r => string.Create(
                CultureInfo.InvariantCulture,
                $"SELECT {OutboxColumns} FROM outbox WHERE bucket = {r.Stream.Bucket.Value} AND stream_id = {r.Stream.Value} AND version > {r.After} AND version <= {r.Last}"))),
            ReadOutbox,
            ct);

    /// <summary>Messages by their numbers.</summary>
    public static Task<List<MessageRow>> MessagesAsync(DbConnection connection, IEnumerable<(StreamId Stream, IEnumerable<long> Seqs)> wanted, CancellationToken ct) =>
        connection.RowsAsync(
            Statements(wanted.Select(w => string.Create(
                CultureInfo.InvariantCulture,
                $"SELECT {MessageColumns} FROM message WHERE bucket = {w.Stream.Bucket.Value} AND stream_id = {w.Stream.Value} AND seq IN ({string.Join(',', w.Seqs)})"))),
            ReadMessage,
            ct);

    /// <summary>The heads of streams.</summary>
    public static Task<List<StreamRow>> HeadsAsync(DbConnection connection, SqlDialect sql, IEnumerable<StreamId> streams, CancellationToken ct) =>
        connection.RowsAsync(
            string.Join("; ", streams.Chunk(PartsOfStatement).Select(some =>
                new StringBuilder("SELECT ").Append(StreamColumns.All).Append(" FROM stream").Append(sql.ByKey).Append(" WHERE ").AppendHeads(sql, some).ToString())),
            StreamColumns.Read,
            ct);

    private static string Statements(IEnumerable<string> parts) => string.Join("; ", parts.Chunk(PartsOfStatement).Select(some => string.Join(" UNION ALL ", some)));

    private static OutboxRow ReadOutbox(DbDataReader reader)
    {
        var stream = new StreamId(reader.GetInt64(0));
        return new OutboxRow
        {
            Bucket = stream.Bucket,
            StreamId = stream,
            Version = reader.GetInt64(1),
            EventId = new EventId(reader.GetInt64(2)),
            Kind = (OutboxKind)reader.GetInt64(3),
            Seq = reader.GetInt64(4),
            ActorId = reader.IsDBNull(5) ? null : new UserId(reader.GetInt64(5)),
            Data = reader.TextOrNull(6),
            At = Instant.FromStored(reader.GetInt64(7)),
        };
    }

    private static MessageRow ReadMessage(DbDataReader reader)
    {
        var stream = new StreamId(reader.GetInt64(0));
        return new MessageRow
        {
            Bucket = stream.Bucket,
            StreamId = stream,
            Seq = reader.GetInt64(1),
            MessageId = new MessageId(reader.GetInt64(2)),
            AuthorId = new UserId(reader.GetInt64(3)),
            ClientKey = reader.GetString(4),
            State = (MessageState)reader.GetInt64(5),
            Text = reader.GetString(6),
            Html = reader.GetString(7),
            Mentions = reader.TextOrNull(8),
            Broadcast = (Broadcast)reader.GetInt64(9),
            CalledGroups = reader.TextOrNull(10),
            Confirmation = reader.TextOrNull(11),
            Attachments = reader.TextOrNull(12),
            Refs = reader.TextOrNull(13),
            Pin = reader.TextOrNull(14),
            Recall = reader.TextOrNull(15),
            Note = reader.TextOrNull(16),
            PostedAt = Instant.FromStored(reader.GetInt64(17)),
            EditedAt = reader.InstantOrNull(18),
            ExpiresAt = reader.InstantOrNull(19),
            Revision = reader.GetInt64(20),
            Reactions = reader.TextOrNull(21),
            Thread = reader.TextOrNull(22),
        };
    }
}
