using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text;
using Collab.Domain.Messages;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Streams;

namespace Collab.Infrastructure.Receipts;

/// <summary>
/// Writes a group of markers in one transaction with two round trips: one begins and reads the seats under lock, one
/// writes all of them in one statement and commits. Who has own messages behind her marker has them counted in between.
/// </summary>
internal sealed class MarkerGroup(SqlDialect sql)
{
    /// <summary>Runs the whole transaction, on a connection that has none; when it throws, nothing is left of it.</summary>
    public async Task<IReadOnlyList<(PendingMarker Marker, Result<StoredMarker> Result)>> StoreAsync(
        DbConnection connection, IReadOnlyList<PendingMarker> markers, DateTimeOffset now, bool keepsTimes, CancellationToken ct)
    {
        var isCommitted = false;
        try
        {
            var state = await MarkerState.BeginAsync(connection, sql, markers, keepsTimes, ct);
            var moves = Decide(markers, state);
            await CountOwnAsync(connection, moves, ct);
            var left = await WriteAsync(connection, moves, keepsTimes ? state.Kept : null, now, ct);
            isCommitted = true;
            return [.. markers.Select(m => (m, ResultOf(m, state, moves, left)))];
        }
        finally
        {
            if (!isCommitted)
                await RollBackAsync(connection);
        }
    }

    private static async Task RollBackAsync(DbConnection connection)
    {
        if (connection.State != ConnectionState.Open)
            return;
        await using var command = connection.CreateCommand();
        command.CommandText = "ROLLBACK";
        try
        {
            await command.ExecuteNonQueryAsync(CancellationToken.None); // whoever has given up must not leave locks behind
        }
        catch (DbException)
        {
            // There is nothing to undo: it had not begun, or the database has undone it already. What went wrong first is thrown.
        }
    }

    private static Dictionary<(StreamId, UserId), MarkerMoveMade> Decide(IReadOnlyList<PendingMarker> markers, MarkerState state)
    {
        var moves = new Dictionary<(StreamId, UserId), MarkerMoveMade>(markers.Count);
        foreach (var marker in markers)
        {
            var key = (marker.Stream, marker.User);
            if (state.Open.Contains(marker.Stream.Bucket) && state.Heads.TryGetValue(marker.Stream, out var head)
                && state.Seats.TryGetValue(key, out var seat) && seat.IsActive)
                moves[key] = MarkerMoveMade.Of(marker, head, seat);
        }

        return moves;
    }

    private static Result<StoredMarker> ResultOf(
        PendingMarker marker, MarkerState state, Dictionary<(StreamId, UserId), MarkerMoveMade> moves, Dictionary<(StreamId, UserId), Unread> left)
    {
        if (!state.Open.Contains(marker.Stream.Bucket))
            return BucketGate.Closed;
        var key = (marker.Stream, marker.User);
        if (!moves.TryGetValue(key, out var move))
            return new Error.NotFound();
        var (head, seat) = (move.Head, move.Seat);
        var unread = left.TryGetValue(key, out var rest) ? rest.Of(move) : (Count: 0, Calls: 0);
        return new StoredMarker(
            marker.Stream, marker.User, new ReadState(move.Target, unread.Count, unread.Calls), Math.Max(move.Delivered, move.Target),
            seat.Receipts, head.Kind, head.Members, move.IsNews, rest.HasSubjectCalls, rest.HasHidden);
    }

    // The seat's lock keeps the author's own posts out while they are counted; see PostGroup. Few have any.
    private async Task CountOwnAsync(DbConnection connection, Dictionary<(StreamId, UserId), MarkerMoveMade> moves, CancellationToken ct)
    {
        var wanted = moves.Where(m => m.Value.NeedsOwnCount).ToArray();
        if (wanted.Length == 0)
            return;
        await using var command = connection.CreateCommand();
        var text = new StringBuilder();
        foreach (var ((stream, user), move) in wanted)
        {
            text.Append(text.Length == 0 ? "" : "; ").Append(
                CultureInfo.InvariantCulture,
                $"SELECT COUNT(*) FROM message{sql.ByKey} WHERE bucket = {stream.Bucket.Value} AND stream_id = {stream.Value} AND seq > {move.Target} AND author_id = {user.Value} AND state = {(int)MessageState.Posted} AND note IS NULL");
        }

        command.CommandText = text.ToString();
        await using var reader = await command.ExecuteReaderAsync(ct);
        foreach (var (_, move) in wanted)
        {
            await reader.ReadAsync(ct);
            move.OwnAfter = reader.GetInt32(0);
            await reader.NextResultAsync(ct);
        }
    }

    private async Task<Dictionary<(StreamId, UserId), Unread>> WriteAsync(
        DbConnection connection, Dictionary<(StreamId, UserId), MarkerMoveMade> moves, Dictionary<(StreamId, UserId), long>? kept, DateTimeOffset now, CancellationToken ct)
    {
        var text = new StringBuilder(256 + (moves.Count * 96));
        AppendWrites(text, moves, Instant.ToStored(now));
        if (kept is not null)
            AppendTimes(text, moves, kept, Instant.ToStored(now));
        var behind = moves.Where(m => m.Value.IsBehind).Select(m => m.Key).Order().ToArray();
        if (behind.Length > 0)
            AppendUnread(text, behind);
        await using var command = connection.CreateCommand();
        command.CommandText = text.Append("COMMIT").ToString();
        var left = new Dictionary<(StreamId, UserId), Unread>(behind.Length);
        if (behind.Length == 0)
        {
            await command.ExecuteNonQueryAsync(ct);
            return left;
        }

        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            left[(new StreamId(reader.GetInt64(0)), new UserId(reader.GetInt64(1)))] =
                new Unread(reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5), reader.GetInt64(6) != 0, reader.GetInt64(7), reader.GetInt64(8) != 0);
        }

        // The commit comes after: what it has to say must be heard.
        while (await reader.NextResultAsync(ct))
        {
        }

        return left;
    }

    // The seats are there and locked, so this only ever updates, with values that are already decided.
    private void AppendWrites(StringBuilder text, Dictionary<(StreamId, UserId), MarkerMoveMade> moves, long now)
    {
        var row = 0;
        foreach (var ((stream, user), move) in moves.Where(m => m.Value.IsWrite).OrderBy(m => m.Key))
        {
            text.Append(row++ == 0 ? "INSERT INTO seat (bucket, stream_id, user_id, kind, joined_seq, last_read_seq, last_read_at, own_after, unread_marks, delivered_seq) VALUES " : ",");
            text.Append(
                CultureInfo.InvariantCulture,
                $"({stream.Bucket.Value},{stream.Value},{user.Value},0,0,{move.Target},");
            if ((move.HasMoved ? now : move.Seat.LastReadAt) is { } at)
                text.Append(at);
            else
                text.Append("NULL");
            text.Append(CultureInfo.InvariantCulture, $",{move.OwnAfter},{move.UnreadMarks},{move.Delivered})");
        }

        if (row == 0)
            return;
        text.Append(' ').Append(sql.OnConflictUpdate("bucket, stream_id, user_id"));
        string[] columns = ["last_read_seq", "last_read_at", "own_after", "unread_marks", "delivered_seq"];
        text.AppendJoin(',', columns.Select(column => $" {column} = {sql.Inserted(column)}")).Append("; ");
    }

    // A marker that had been further before passes nothing for the first time. Each row begins where her last one ended, so
    // that exactly one of them tells of a message.
    private static void AppendTimes(
        StringBuilder text, Dictionary<(StreamId, UserId), MarkerMoveMade> moves, Dictionary<(StreamId, UserId), long> kept, long now)
    {
        var row = 0;
        foreach (var ((stream, user), move) in moves.Where(m => m.Value.HasMoved).OrderBy(m => m.Key))
        {
            var end = kept.GetValueOrDefault((stream, user));
            if (move.Target <= end)
                continue;
            text.Append(row++ == 0 ? "INSERT INTO receipt_log (bucket, stream_id, user_id, seq, from_seq, at) VALUES " : ",");
            text.Append(CultureInfo.InvariantCulture, $"({stream.Bucket.Value},{stream.Value},{user.Value},{move.Target},{end},{now})");
        }

        if (row > 0)
            text.Append("; ");
    }

    // As in PlaceQuery; only for those who are not at the end, where nothing is left.
    private void AppendUnread(StringBuilder text, IEnumerable<(StreamId Stream, UserId User)> behind) =>
        text.Append("SELECT seat.stream_id, seat.user_id, ")
            .Append("(SELECT h.last_seq FROM stream AS h WHERE h.bucket = seat.bucket AND h.stream_id = seat.stream_id), ")
            .Append("(SELECT COUNT(*) FROM uncounted AS u WHERE u.bucket = seat.bucket AND u.stream_id = seat.stream_id AND u.seq > seat.last_read_seq), ")
            .Append("(SELECT COUNT(*) FROM mention AS m WHERE m.bucket = seat.bucket AND m.stream_id = seat.stream_id AND m.user_id = seat.user_id AND m.seq > seat.last_read_seq), ")
            .Append("(SELECT COUNT(*) FROM broadcast AS b WHERE b.bucket = seat.bucket AND b.stream_id = seat.stream_id AND b.seq > seat.last_read_seq AND b.author_id <> seat.user_id ")
            .Append(CultureInfo.InvariantCulture, $"AND (b.present IS NULL OR INSTR(b.present, {sql.Joined("','", "seat.user_id", "','")}) > 0)), ")
            .Append("EXISTS (SELECT 1 FROM subject_call AS c WHERE c.bucket = seat.bucket AND c.stream_id = seat.stream_id AND c.seq > seat.last_read_seq), ")
            .Append("(SELECT COUNT(*) FROM reminder AS r WHERE r.bucket = seat.bucket AND r.stream_id = seat.stream_id AND r.seq > seat.joined_seq AND r.seq > seat.cleared_seq AND r.seq <= seat.last_read_seq AND r.author_id <> seat.user_id ")
            .Append("AND NOT EXISTS (SELECT 1 FROM confirmation AS c WHERE c.bucket = r.bucket AND c.stream_id = r.stream_id AND c.seq = r.seq AND c.user_id = seat.user_id)), ")
            .Append("EXISTS (SELECT 1 FROM hidden_message AS d WHERE d.bucket = seat.bucket AND d.stream_id = seat.stream_id AND d.user_id = seat.user_id) ")
            .Append("FROM seat").Append(sql.ByKey).Append(" WHERE ").AppendSeats(sql, behind).Append("; ");

    private readonly record struct Unread(long LastSeq, long Uncounted, long Mentions, long Broadcasts, bool HasSubjectCalls, long Reminders, bool HasHidden)
    {
        public (long Count, long Calls) Of(MarkerMoveMade move)
        {
            var count = Math.Max(0, LastSeq - move.Target - move.OwnAfter - Uncounted);
            return (count, Reminders + (move.Head.Kind is StreamKind.Direct or StreamKind.Group ? count : Math.Min(count, Mentions + Broadcasts)));
        }
    }
}
