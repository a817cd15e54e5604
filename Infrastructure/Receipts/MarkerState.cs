using System.Data.Common;
using System.Text;
using Collab.Domain.Receipts;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Streams;

namespace Collab.Infrastructure.Receipts;

/// <summary>What a group of markers must know, read in one round trip: which buckets are open, heads, and the seats under lock.</summary>
internal sealed class MarkerState
{
    /// <summary>The buckets that may be written here.</summary>
    public HashSet<Bucket> Open { get; } = [];

    public Dictionary<StreamId, MarkerHead> Heads { get; } = [];

    public Dictionary<(StreamId Stream, UserId User), MarkerSeat> Seats { get; } = [];

    /// <summary>Up to where it is kept when messages were read; who is not in it has nothing kept.</summary>
    public Dictionary<(StreamId Stream, UserId User), long> Kept { get; } = [];

    /// <summary>Begins the transaction and reads in it.</summary>
    public static async Task<MarkerState> BeginAsync(DbConnection connection, SqlDialect sql, IReadOnlyList<PendingMarker> markers, bool keepsTimes, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Compose(sql, markers, keepsTimes);
        var state = new MarkerState();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            state.Open.Add(new Bucket(reader.GetInt16(0)));
        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct))
            state.Seats[(new StreamId(reader.GetInt64(0)), new UserId(reader.GetInt64(1)))] = ReadSeat(reader);
        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct))
            state.Heads[new StreamId(reader.GetInt64(0))] = new MarkerHead((StreamKind)reader.GetInt64(1), reader.GetInt64(2), (int)reader.GetInt64(3), reader.GetInt64(4) > 0);
        if (keepsTimes && await reader.NextResultAsync(ct))
        {
            while (await reader.ReadAsync(ct))
                state.Kept[(new StreamId(reader.GetInt64(0)), new UserId(reader.GetInt64(1)))] = reader.GetInt64(2);
        }

        return state;
    }

    // The head is read after the seat is locked and not locked itself, so that posting does not wait for readers: an end
    // that has moved on meanwhile is not wrong, and the owner's own posts wait for her seat.
    private static string Compose(SqlDialect sql, IReadOnlyList<PendingMarker> markers, bool keepsTimes)
    {
        var text = new StringBuilder(sql.Begin, 1024 + (markers.Count * 48));
        text.Append(BucketHomes.OpenOf(sql, markers.Select(m => m.Stream.Bucket).Distinct().Order()));
        text.Append("; SELECT stream_id, user_id, left_seq, last_read_seq, last_read_at, own_after, unread_marks, delivered_seq, receipts, cleared_seq FROM seat").Append(sql.ByKey).Append(" WHERE ");
        text.AppendSeats(sql, markers.Select(m => (m.Stream, m.User)).Order()).Append(sql.ForUpdate);
        text.Append("; SELECT stream_id, kind, last_seq, member_count, reminders FROM stream").Append(sql.ByKey).Append(" WHERE ");
        text.AppendHeads(sql, markers.Select(m => m.Stream).Distinct().Order());
        if (keepsTimes)
            AppendKept(text, sql, markers);
        return text.ToString();
    }

    // After the seats are locked as well: nobody else writes to it then. In this form it is one look into the key for each;
    // MAX would go through all rows of the stream.
    private static void AppendKept(StringBuilder text, SqlDialect sql, IReadOnlyList<PendingMarker> markers)
    {
        text.Append("; SELECT seat.stream_id, seat.user_id, COALESCE((SELECT l.seq FROM receipt_log AS l").Append(sql.ByKey);
        text.Append(" WHERE l.bucket = seat.bucket AND l.stream_id = seat.stream_id AND l.user_id = seat.user_id ORDER BY l.seq DESC LIMIT 1), 0) FROM seat").Append(sql.ByKey);
        text.Append(" WHERE ").AppendSeats(sql, markers.Select(m => (m.Stream, m.User)).Order());
    }

    private static MarkerSeat ReadSeat(DbDataReader reader) => new()
    {
        IsActive = reader.IsDBNull(2),
        LastReadSeq = reader.GetInt64(3),
        LastReadAt = reader.IsDBNull(4) ? null : reader.GetInt64(4),
        OwnAfter = (int)reader.GetInt64(5),
        UnreadMarks = (int)reader.GetInt64(6),
        DeliveredSeq = reader.GetInt64(7),
        Receipts = (ReceiptStanding)reader.GetInt64(8),
        ClearedSeq = reader.GetInt64(9),
    };
}

/// <summary>A stream, as far as markers need it.</summary>
internal readonly record struct MarkerHead(StreamKind Kind, long LastSeq, int Members, bool HasReminders);

/// <summary>A seat, as far as its marker needs it; times as they are stored.</summary>
internal sealed record MarkerSeat
{
    public required bool IsActive { get; init; }

    public required long LastReadSeq { get; init; }

    public required long? LastReadAt { get; init; }

    public required int OwnAfter { get; init; }

    public required int UnreadMarks { get; init; }

    public required long DeliveredSeq { get; init; }

    public required ReceiptStanding Receipts { get; init; }

    public required long ClearedSeq { get; init; }
}
