using System.Data.Common;
using System.Globalization;
using System.Text;
using Collab.Domain.Audit;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Streams;

namespace Collab.Infrastructure.Receipts;

/// <summary>
/// Lists and counts over the seats of a stream, each by an index that has all it asks for. Keys are numbers and stand in
/// the text, as the planner likes them best.
/// </summary>
internal sealed class ReceiptStore(ShardRouter router, StreamWrites writes, TimeProvider time) : IReceiptStore
{
    /// <summary>The index of markers.</summary>
    internal const string ByReading = "ix_seat_read";

    /// <summary>The index of when people came.</summary>
    internal const string ByJoining = "ix_seat_joined";

    private const string ByTime = "ix_seat_read_at";
    private const string ByKeptTime = "ix_receipt_log_at";

    // Moves of markers that a page of kept times looks at: nearly all of those who read at all pass a message with their
    // first move after it, but whoever reads the last pages of an old one goes through all that was read since.
    private const int KeptStretch = 1000;

    // A node's clock may be behind that of the node where the message was posted.
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(10);

    private readonly SharedCounts _counts = new(time);

    public Task<ReceiptCounts> CountAsync(ReceiptPass pass, CancellationToken ct) =>
        _counts.GetAsync(pass.Seat.Stream.Id, pass.Seq, pass.Policy.AllowsOptOut, () => CountNowAsync(pass), ct);

    public async Task<Page<Reader>> ListByTimeAsync(ReceiptPass pass, Cursor? cursor, int limit, CancellationToken ct)
    {
        var after = TimeCursor.Parse(cursor);
        if (cursor is not null && after is null)
            return Page<Reader>.Empty;
        if (pass.TellsTimes)
            return await ListByKeptTimeAsync(pass, after, limit, ct);
        // Where nobody can opt out, those who once did are readers like others: two runs of the index, each in its order.
        var runs = Shown(pass.Policy).Select(standing =>
            $"SELECT user_id AS User, last_read_at AS At FROM seat{Sql(pass).ByIndex(ByTime)} WHERE {Of(pass, standing)} AND last_read_seq >= {pass.Seq}{after?.Condition} ORDER BY last_read_at DESC, user_id DESC LIMIT {limit + 1}");
        var rows = await QueryAsync(pass, ReaderRow.Read, string.Join("; ", runs), ct);
        var ordered = rows.OrderByDescending(r => r.At ?? long.MinValue).ThenByDescending(r => r.User).Take(limit + 1).ToArray();
        return Keyset.Page(ordered, limit, r => r.ToView(ReceiptSide.Read), r => new TimeCursor(r.At, r.User).ToCursor());
    }

    private async Task<Page<Reader>> ListByKeptTimeAsync(ReceiptPass pass, TimeCursor? after, int limit, CancellationToken ct)
    {
        var (at, user, sql) = (after?.At ?? Instant.ToStored(pass.PostedAt - ClockSlack), after?.User ?? 0, Sql(pass));
        var moves = string.Create(
            CultureInfo.InvariantCulture, $"FROM receipt_log{sql.ByIndex(ByKeptTime)} WHERE {OfStream(pass)} AND at >= {at} AND (at > {at} OR user_id > {user}) ORDER BY at, user_id");
        var passed = string.Create(CultureInfo.InvariantCulture, $"l.from_seq < {pass.Seq} AND l.seq >= {pass.Seq}");
        var listed = string.Create(
            CultureInfo.InvariantCulture,
            $"{OfSeats(pass)} AND seat.left_seq IS NULL AND seat.receipts IN ({string.Join(',', Shown(pass.Policy).Select(s => (int)s))}) AND seat.joined_seq < {pass.Seq} AND seat.last_read_seq >= {pass.Seq} AND seat.user_id <> {pass.Author.Value}");
        var rows = await QueryAsync(
            pass, ReaderRow.Read,
            $"SELECT l.user_id, l.at FROM (SELECT user_id, at, seq, from_seq {moves} LIMIT {KeptStretch}) AS l JOIN seat{sql.ByKey} ON seat.user_id = l.user_id WHERE {passed} AND {listed} ORDER BY l.at, l.user_id LIMIT {limit + 1}",
            ct);
        if (rows.Count > limit)
            return Keyset.Page(rows, limit, r => r.ToView(ReceiptSide.Read), r => new TimeCursor(r.At, r.User).ToCursor());
        var end = await QueryAsync(pass, ReaderRow.Read, $"SELECT user_id, at {moves} LIMIT 1 OFFSET {KeptStretch - 1}", ct);
        return new Page<Reader>([.. rows.Select(r => r.ToView(ReceiptSide.Read))], end is [var last] ? new TimeCursor(last.At, last.User).ToCursor() : null);
    }

    public async Task<IReadOnlyList<Reader>> TakeAsync(ReceiptPass pass, ReceiptSide side, int limit, CancellationToken ct)
    {
        var standings = On(pass.Policy, side);
        // Few have confirmed as a rule: they lead to the seats, and not the seats to them.
        var from = side == ReceiptSide.Confirmed ? ConfirmedSeats(pass) : $"seat{Sql(pass).ByIndex(ByReading)}";
        var time = TimeOf(pass, side) is { } at ? $", {at}" : "";
        Func<DbDataReader, Reader> read = time.Length == 0 ? ReadName : reader => ReaderRow.Read(reader).ToView(side);
        if (standings.Length == 0)
            return [];
        var runs = standings.Select(standing => string.Create(
            CultureInfo.InvariantCulture, $"SELECT seat.user_id{time} FROM {from} WHERE {Of(pass, standing)}{ReadingOf(pass, side)} LIMIT {limit}"));
        var readers = await QueryAsync(pass, read, string.Join("; ", runs), ct);
        return readers.Count > limit ? readers[..limit] : readers;
    }

    public async Task<IReadOnlyDictionary<UserId, Reader>> FindAsync(ReceiptPass pass, ReceiptSide side, IReadOnlyCollection<UserId> among, CancellationToken ct)
    {
        if (among.Count == 0 || On(pass.Policy, side) is not [_, ..] standings)
            return new Dictionary<UserId, Reader>();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(among.Count, PageLimit.Max);
        var stream = pass.Seat.Stream.Id;
        var text = new StringBuilder($"SELECT user_id AS User, {TimeOf(pass, side) ?? "NULL"} AS At FROM seat{Sql(pass).ByKey} WHERE ");
        text.AppendSeats(Sql(pass), among.Order().Select(user => (stream, user)));
        text.Append(CultureInfo.InvariantCulture, $" AND left_seq IS NULL AND joined_seq < {pass.Seq} AND user_id <> {pass.Author.Value}");
        text.Append(CultureInfo.InvariantCulture, $" AND receipts IN ({string.Join(',', standings.Select(s => (int)s))}){ReadingOf(pass, side)}");
        return (await QueryAsync(pass, ReaderRow.Read, text.ToString(), ct)).Select(r => r.ToView(side)).ToDictionary(r => r.User);
    }

    public async Task<IReadOnlyList<(Reader Reader, ReceiptSide Side)>> ListAllAsync(ReceiptPass pass, UserId after, int limit, CancellationToken ct)
    {
        var rows = await QueryAsync(
            pass, SeatedRow.Read,
            $"SELECT user_id AS User, {ReadAt(pass)} AS At, last_read_seq AS LastRead, receipts AS Standing, {ConfirmedAt(pass)} AS Confirmed FROM seat{Sql(pass).ByKey} WHERE {OfStream(pass)} AND user_id > {after.Value} AND left_seq IS NULL AND joined_seq < {pass.Seq} AND receipts <> {(int)ReceiptStanding.Deactivated} AND user_id <> {pass.Author.Value} ORDER BY user_id LIMIT {limit}",
            ct);
        return [.. rows.Select(r => Listed(r, pass))];
    }

    public Task<Result<Done>> RecordAsync(ReceiptPass pass, AuditEntry audit, CancellationToken ct) =>
        writes.RunAsync<Done>(
            pass.Seat.Stream.Id,
            transaction =>
            {
                transaction.Audit(pass.Seat.Stream.Id.Bucket, audit);
                return Task.FromResult<Result<Done>>(Done.Value);
            },
            ct);

    private static (Reader, ReceiptSide) Listed(SeatedRow row, ReceiptPass pass)
    {
        var confirmedAt = row.Confirmed is { } confirmed ? Instant.FromStored(confirmed) : (DateTimeOffset?)null;
        if (!pass.SeesReading)
            return (new Reader(new UserId(row.User), null) { ConfirmedAt = confirmedAt }, confirmedAt is null ? ReceiptSide.NotConfirmed : ReceiptSide.Confirmed);
        var side = (ReceiptStanding)row.Standing == ReceiptStanding.OptedOut && pass.Policy.AllowsOptOut ? ReceiptSide.NotShared
            : row.LastRead >= pass.Seq ? ReceiptSide.Read
            : ReceiptSide.NotRead;
        return (new Reader(new UserId(row.User), side == ReceiptSide.Read && row.At is { } at ? Instant.FromStored(at) : null) { ConfirmedAt = confirmedAt }, side);
    }

    private async Task<ReceiptCounts> CountNowAsync(ReceiptPass pass)
    {
        var rows = await router.For(pass.Seat.Stream.Id).Database.CommandAsync((connection, _, lost) => ReceiptRecount.ReadAsync(connection, Sql(pass), pass, lost));
        return rows.For(pass.Policy, pass.Seat.Stream.Kind is StreamKind.Direct or StreamKind.Group ? await CountDeliveredAsync(pass) : null);
    }

    // At most a few dozen seats.
    private async Task<long> CountDeliveredAsync(ReceiptPass pass) =>
        (await QueryAsync(
            pass, reader => reader.GetInt64(0),
            $"SELECT COUNT(*) AS Value FROM seat{Sql(pass).ByKey} WHERE {OfStream(pass)} AND left_seq IS NULL AND joined_seq < {pass.Seq} AND receipts <> {(int)ReceiptStanding.Deactivated} AND user_id <> {pass.Author.Value} AND (delivered_seq >= {pass.Seq} OR last_read_seq >= {pass.Seq})",
            CancellationToken.None))[0];

    private static ReceiptStanding[] Shown(ReceiptPolicy policy) =>
        policy.AllowsOptOut ? [ReceiptStanding.Shares] : [ReceiptStanding.Shares, ReceiptStanding.OptedOut];

    private static ReceiptStanding[] On(ReceiptPolicy policy, ReceiptSide side) =>
        side switch
        {
            ReceiptSide.NotShared => policy.AllowsOptOut ? [ReceiptStanding.OptedOut] : [],
            // What one has confirmed is no secret of one's reading.
            ReceiptSide.Confirmed or ReceiptSide.NotConfirmed => [ReceiptStanding.Shares, ReceiptStanding.OptedOut],
            _ => Shown(policy),
        };

    internal static string OfStream(ReceiptPass pass) =>
        string.Create(CultureInfo.InvariantCulture, $"bucket = {pass.Seat.Stream.Id.Bucket.Value} AND stream_id = {pass.Seat.Stream.Id.Value}");

    private static string ConfirmedSeats(ReceiptPass pass) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"confirmation AS k JOIN seat ON k.bucket = seat.bucket AND k.stream_id = seat.stream_id AND k.user_id = seat.user_id AND k.seq = {pass.Seq}");

    private static string OfSeats(ReceiptPass pass) =>
        string.Create(CultureInfo.InvariantCulture, $"seat.bucket = {pass.Seat.Stream.Id.Bucket.Value} AND seat.stream_id = {pass.Seat.Stream.Id.Value}");

    private static string Of(ReceiptPass pass, ReceiptStanding standing) =>
        string.Create(CultureInfo.InvariantCulture, $"{OfSeats(pass)} AND seat.left_seq IS NULL AND seat.receipts = {(int)standing} AND seat.joined_seq < {pass.Seq} AND seat.user_id <> {pass.Author.Value}");

    private static string ReadingOf(ReceiptPass pass, ReceiptSide side) =>
        side switch
        {
            ReceiptSide.Read => string.Create(CultureInfo.InvariantCulture, $" AND last_read_seq >= {pass.Seq}"),
            ReceiptSide.NotRead => string.Create(CultureInfo.InvariantCulture, $" AND last_read_seq < {pass.Seq}"),
            ReceiptSide.NotShared => "",
            ReceiptSide.Confirmed => $" AND {ConfirmedAt(pass)} IS NOT NULL",
            ReceiptSide.NotConfirmed => $" AND {ConfirmedAt(pass)} IS NULL",
            _ => throw new ArgumentOutOfRangeException(nameof(side), side, "Unknown."),
        };

    // Of those who do not share it no time is told, nor of those who have not read.
    private string? TimeOf(ReceiptPass pass, ReceiptSide side) =>
        side switch
        {
            ReceiptSide.Read => ReadAt(pass),
            ReceiptSide.Confirmed => ConfirmedAt(pass),
            _ => null,
        };

    // A marker that had been moved before times were kept cannot be on a list that tells them; who stands there all the same has the time of her marker.
    private string ReadAt(ReceiptPass pass) =>
        !pass.TellsTimes ? "seat.last_read_at" : string.Create(
            CultureInfo.InvariantCulture,
            $"COALESCE((SELECT l.at FROM receipt_log AS l{Sql(pass).ByKey} WHERE l.bucket = seat.bucket AND l.stream_id = seat.stream_id AND l.user_id = seat.user_id AND l.seq >= {pass.Seq} ORDER BY l.seq LIMIT 1), seat.last_read_at)");

    private static Reader ReadName(DbDataReader reader) => new(new UserId(reader.GetInt64(0)), null);

    private static string ConfirmedAt(ReceiptPass pass) =>
        pass.Confirmation is null ? "NULL" : string.Create(
            CultureInfo.InvariantCulture,
            $"(SELECT c.at FROM confirmation AS c WHERE c.bucket = seat.bucket AND c.stream_id = seat.stream_id AND c.seq = {pass.Seq} AND c.user_id = seat.user_id)");

    private SqlDialect Sql(ReceiptPass pass) => router.For(pass.Seat.Stream.Id).Database.Sql;

    // Plain commands: the mapper would make a plan for each new text, which takes longer than the query.
    private Task<List<T>> QueryAsync<T>(ReceiptPass pass, Func<DbDataReader, T> read, string text, CancellationToken ct) =>
        router.For(pass.Seat.Stream.Id).Database.ListAsync(text, read, ct);

    private sealed record SeatedRow(long User, long? At, long LastRead, short Standing, long? Confirmed)
    {
        public static SeatedRow Read(DbDataReader reader) => new(reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetInt64(1), reader.GetInt64(2), (short)reader.GetInt64(3), reader.IsDBNull(4) ? null : reader.GetInt64(4));
    }

    private sealed record ReaderRow(long User, long? At)
    {
        public static ReaderRow Read(DbDataReader reader) => new(reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetInt64(1));

        public Reader ToView(ReceiptSide side)
        {
            var at = At is { } stored ? Instant.FromStored(stored) : (DateTimeOffset?)null;
            return side == ReceiptSide.Confirmed ? new Reader(new UserId(User), null) { ConfirmedAt = at } : new Reader(new UserId(User), at);
        }
    }

    /// <summary>Where a page by time ends; those without a time come last.</summary>
    private sealed record TimeCursor(long? At, long User)
    {
        public string Condition => FormattableString.Invariant(
            At is { } at
                ? $" AND (last_read_at < {at} OR last_read_at IS NULL OR (last_read_at = {at} AND user_id < {User}))"
                : (FormattableString)$" AND last_read_at IS NULL AND user_id < {User}");

        public static TimeCursor? Parse(Cursor? cursor)
        {
            if (cursor?.Key.Split(' ') is not [var at, var user] || !long.TryParse(user, CultureInfo.InvariantCulture, out var id))
                return null;
            return at == "-" ? new TimeCursor(null, id) : long.TryParse(at, CultureInfo.InvariantCulture, out var time) ? new TimeCursor(time, id) : null;
        }

        public Cursor ToCursor() => new(ListReceipts.ByTime, FormattableString.Invariant($"{At?.ToString(CultureInfo.InvariantCulture) ?? "-"} {User}"));
    }
}
