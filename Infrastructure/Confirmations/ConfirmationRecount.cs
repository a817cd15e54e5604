using System.Data.Common;
using System.Globalization;
using Collab.Domain.Receipts;
using Collab.Infrastructure.Receipts;
using Collab.Infrastructure.Storage;

namespace Collab.Infrastructure.Confirmations;

/// <summary>
/// How many have confirmed a message, of those who are listed. Each who has is looked at, or, where that are many, they are
/// counted by their index alone and those who are listed no more are taken off.
/// </summary>
internal static class ConfirmationRecount
{
    // Looking at so many seats takes no longer than asking how many there are.
    private const int Few = 1000;
    private const string OfBoth = "ON k.bucket = seat.bucket AND k.stream_id = seat.stream_id AND k.user_id = seat.user_id";

    /// <summary>After a SELECT: the confirmations of those who still are where they were asked. Those who have left or were deactivated are in no list.</summary>
    internal static string FromListed(SqlDialect sql, ReceiptPass pass) => $"FROM {Confirmed(sql, pass)} JOIN seat{sql.ByKey} {OfBoth} WHERE {Of(pass)} AND {Listed(pass)}";

    /// <summary>Counts in the way that is likely to be the shorter.</summary>
    public static async Task<(long Confirmed, long Late)> ReadAsync(DbConnection connection, SqlDialect sql, ReceiptPass pass, CancellationToken ct) =>
        await ReadAsync(connection, sql, pass, await LooksAtEachAsync(connection, sql, pass, ct), ct);

    /// <summary>Counts in a given way.</summary>
    internal static async Task<(long Confirmed, long Late)> ReadAsync(DbConnection connection, SqlDialect sql, ReceiptPass pass, bool looksAtEach, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = looksAtEach ? $"SELECT COUNT(*), {Late(pass)} {FromListed(sql, pass)}" : ComposeAbsent(sql, pass);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    private static async Task<bool> LooksAtEachAsync(DbConnection connection, SqlDialect sql, ReceiptPass pass, CancellationToken ct)
    {
        if (pass.Seat.Stream.MemberCount <= Few)
            return true;
        string[] selects = [$"SELECT COUNT(*) FROM {Confirmed(sql, pass)} WHERE {Of(pass)}", .. Absent(sql, pass).Select(seats => $"SELECT COUNT(*) FROM {seats}")];
        return await RowEstimate.AskAsync(connection, sql, selects, ct) is not [var confirmed, .. var absent] || confirmed <= Few || absent.Sum() >= confirmed;
    }

    private static string ComposeAbsent(SqlDialect sql, ReceiptPass pass)
    {
        var absent = Absent(sql, pass).Select(seats =>
            $"SELECT COUNT(*) AS n, {Late(pass)} AS late FROM (SELECT bucket, stream_id, user_id FROM {seats}) AS seat JOIN confirmation AS k{sql.ByKey} {OfBoth} AND k.seq = {pass.Seq.ToString(CultureInfo.InvariantCulture)}");
        return $"SELECT a.n - SUM(g.n), a.late - SUM(g.late) FROM (SELECT COUNT(*) AS n, {Late(pass)} AS late FROM {Confirmed(sql, pass)} WHERE {Of(pass)}) AS a, ({string.Join(" UNION ALL ", absent)}) AS g GROUP BY a.n, a.late";
    }

    // Those who have left, those who were deactivated, and those who came, or came back, after the message: no one is two of them.
    private static string[] Absent(SqlDialect sql, ReceiptPass pass)
    {
        var of = ReceiptStore.OfStream(pass);
        var deactivated = (int)ReceiptStanding.Deactivated;
        var seq = pass.Seq.ToString(CultureInfo.InvariantCulture);
        return
        [
            $"seat{sql.ByIndex(ReceiptStore.ByReading)} WHERE {of} AND left_seq >= 0",
            $"seat{sql.ByIndex(ReceiptStore.ByReading)} WHERE {of} AND left_seq IS NULL AND receipts = {deactivated}",
            $"seat{sql.ByIndex(ReceiptStore.ByJoining)} WHERE {of} AND left_seq IS NULL AND receipts IN ({(int)ReceiptStanding.Shares}, {(int)ReceiptStanding.OptedOut}) AND joined_seq >= {seq}",
        ];
    }

    private static string Late(ReceiptPass pass) =>
        pass.Confirmation?.Deadline is { } deadline ? string.Create(CultureInfo.InvariantCulture, $"COUNT(CASE WHEN k.at > {Instant.ToStored(deadline)} THEN 1 END)") : "0";

    private static string Confirmed(SqlDialect sql, ReceiptPass pass) => $"confirmation AS k{sql.ByIndex(ConfirmationStore.ByTime)}";

    private static string Of(ReceiptPass pass) => string.Create(
        CultureInfo.InvariantCulture, $"k.bucket = {pass.Seat.Stream.Id.Bucket.Value} AND k.stream_id = {pass.Seat.Stream.Id.Value} AND k.seq = {pass.Seq}");

    private static string Listed(ReceiptPass pass) => string.Create(
        CultureInfo.InvariantCulture, $"seat.left_seq IS NULL AND seat.joined_seq < {pass.Seq} AND seat.receipts <> {(int)ReceiptStanding.Deactivated}");
}
