using System.Data.Common;
using System.Globalization;
using System.Text;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;

namespace Collab.Infrastructure.Streams;

/// <summary>A head, one person's seat, and whether she has hidden messages of it from herself, as rows: whoever asked makes views of them, so that a row that cannot be read harms nobody else.</summary>
internal sealed record FoundStream(StreamRow Head, SeatRow? Seat, bool HasHidden)
{
    // Databases take no more columns than some thousand.
    private const int HiddenAtOnce = 500;

    /// <summary>Many at once, in one round trip. Heads come first: a right is never older than what it opens.</summary>
    public static Task<IReadOnlyDictionary<(StreamId, UserId), FoundStream>> ReadAsync(
        Database<ShardContext> database, IReadOnlyCollection<(StreamId Stream, UserId User)> keys)
    {
        (StreamId Stream, UserId User)[] asked = [.. keys];
        var text = Compose(database.Sql, asked);
        return database.CommandAsync((connection, _, lost) => ReadAsync(connection, text, asked, lost));
    }

    private static async Task<IReadOnlyDictionary<(StreamId, UserId), FoundStream>> ReadAsync(
        DbConnection connection, string text, (StreamId Stream, UserId User)[] keys, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        await using var reader = await command.ExecuteReaderAsync(ct);
        var heads = new Dictionary<StreamId, StreamRow>();
        while (await reader.ReadAsync(ct))
        {
            var head = StreamColumns.Read(reader);
            heads[head.StreamId] = head;
        }

        await reader.NextResultAsync(ct);
        var seats = new Dictionary<(StreamId, UserId), SeatRow>();
        while (await reader.ReadAsync(ct))
        {
            var seat = ReadSeat(reader);
            seats[(seat.StreamId, seat.UserId)] = seat;
        }

        var hidden = await ReadHiddenAsync(reader, keys, ct);
        return keys.Where(k => heads.ContainsKey(k.Stream)).ToDictionary(k => k, k => new FoundStream(heads[k.Stream], seats.GetValueOrDefault(k), hidden.Contains(k)));
    }

    // One column each, in the order of the keys.
    private static async Task<HashSet<(StreamId, UserId)>> ReadHiddenAsync(DbDataReader reader, (StreamId Stream, UserId User)[] keys, CancellationToken ct)
    {
        var hidden = new HashSet<(StreamId, UserId)>();
        foreach (var some in keys.Chunk(HiddenAtOnce))
        {
            await reader.NextResultAsync(ct);
            await reader.ReadAsync(ct);
            hidden.UnionWith(some.Where((_, i) => reader.GetInt64(i) != 0));
        }

        return hidden;
    }

    private static string Compose(SqlDialect sql, (StreamId Stream, UserId User)[] keys)
    {
        var text = new StringBuilder("SELECT ").Append(StreamColumns.All).Append(" FROM stream").Append(sql.ByKey).Append(" WHERE ");
        text.AppendHeads(sql, keys.Select(k => k.Stream).Distinct());
        text.Append("; SELECT stream_id, user_id, role, joined_seq, left_seq, last_read_seq, last_read_at, last_post_at, unread_marks, cleared_seq, cleared_at FROM seat").Append(sql.ByKey).Append(" WHERE ");
        text.AppendSeats(sql, keys);
        foreach (var some in keys.Chunk(HiddenAtOnce))
            text.Append("; SELECT ").AppendJoin(", ", some.Select(LookForHidden));
        return text.ToString();
    }

    private static string LookForHidden((StreamId Stream, UserId User) key) => string.Create(
        CultureInfo.InvariantCulture,
        $"EXISTS (SELECT 1 FROM hidden_message WHERE bucket = {key.Stream.Bucket.Value} AND stream_id = {key.Stream.Value} AND user_id = {key.User.Value})");

    private static SeatRow ReadSeat(DbDataReader reader)
    {
        var stream = new StreamId(reader.GetInt64(0));
        return new SeatRow
        {
            Bucket = stream.Bucket,
            StreamId = stream,
            UserId = new UserId(reader.GetInt64(1)),
            Role = (SeatRole)reader.GetInt64(2),
            JoinedSeq = reader.GetInt64(3),
            LeftSeq = reader.IsDBNull(4) ? null : reader.GetInt64(4),
            LastReadSeq = reader.GetInt64(5),
            LastReadAt = reader.IsDBNull(6) ? null : Instant.FromStored(reader.GetInt64(6)),
            LastPostAt = reader.IsDBNull(7) ? null : Instant.FromStored(reader.GetInt64(7)),
            UnreadMarks = reader.GetInt32(8),
            ClearedSeq = reader.GetInt64(9),
            ClearedAt = reader.IsDBNull(10) ? null : Instant.FromStored(reader.GetInt64(10)),
        };
    }
}
