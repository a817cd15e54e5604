using System.Data.Common;
using System.Globalization;
using Collab.Domain.Receipts;
using Collab.Infrastructure.Storage;

namespace Collab.Infrastructure.Receipts;

/// <summary>
/// All numbers of a message's receipts, counted by one statement, so that whoever reads on meanwhile stands in one of the
/// lists. In a large place the longest of the stretches that make up its members is not walked: it is what is left of the
/// number of members, which the stream keeps.
/// </summary>
internal sealed class ReceiptRecount
{
    // Walking so many takes no longer than asking how many there are.
    private const int FewMembers = 4000;

    private long _haveRead;
    private long _haveNot;
    private long _later;
    private long _optedOutRead;
    private long _optedOutWereIn;
    private long _gone;

    /// <summary>Counts in the way that is likely to be the shortest.</summary>
    public static async Task<ReceiptRecount> ReadAsync(DbConnection connection, SqlDialect sql, ReceiptPass pass, CancellationToken ct) =>
        await ReadAsync(connection, sql, pass, await ChooseAsync(connection, sql, pass, ct), ct);

    /// <summary>Counts in a given way.</summary>
    internal static async Task<ReceiptRecount> ReadAsync(DbConnection connection, SqlDialect sql, ReceiptPass pass, RecountWay way, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Compose(sql, pass, way);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var (optedOutRead, optedOutWereIn, optedOutAreIn) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
        var (deactivatedWereIn, deactivatedAreIn, left) = (reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5));
        var sharing = (await reader.IsDBNullAsync(6, ct) ? 0 : reader.GetInt64(6)) - reader.GetInt64(7) - deactivatedAreIn - optedOutAreIn;
        var (first, second) = (reader.GetInt64(8), reader.GetInt64(9));
        var (haveRead, haveNot) = way switch
        {
            RecountWay.NotRead => (sharing - second - first, first),
            RecountWay.Read => (first, sharing - second - first),
            _ => (first, second - first),
        };
        return new ReceiptRecount
        {
            _haveRead = haveRead,
            _haveNot = haveNot,
            _later = Math.Max(0, sharing - haveRead - haveNot + optedOutAreIn - optedOutWereIn),
            _optedOutRead = optedOutRead,
            _optedOutWereIn = optedOutWereIn,
            _gone = left + deactivatedWereIn,
        };
    }

    /// <summary>The counts as a policy has them.</summary>
    public ReceiptCounts For(ReceiptPolicy policy, long? delivered) =>
        policy.AllowsOptOut
            ? new ReceiptCounts(_haveRead, _haveNot, _optedOutWereIn, _later, _gone, delivered)
            : new ReceiptCounts(_haveRead + _optedOutRead, _haveNot + _optedOutWereIn - _optedOutRead, 0, _later, _gone, delivered);

    // The database knows about how long each stretch is without walking it; one that does not say is asked for everybody.
    private static async Task<RecountWay> ChooseAsync(DbConnection connection, SqlDialect sql, ReceiptPass pass, CancellationToken ct)
    {
        var members = pass.Seat.Stream.MemberCount;
        if (members <= FewMembers)
            return RecountWay.Everybody;
        string[] selects = [.. new[] { HaveNot(sql, pass), HaveRead(sql, pass), CameLater(sql, pass) }.Select(stretch => $"SELECT COUNT(*) {stretch}")];
        if (await RowEstimate.AskAsync(connection, sql, selects, ct) is not [var notRead, var read, var later] || Math.Min(notRead, read) + later > members)
            return RecountWay.Everybody;
        return notRead < read ? RecountWay.NotRead : RecountWay.Read;
    }

    private static string Compose(SqlDialect sql, ReceiptPass pass, RecountWay way)
    {
        var (seq, author, stream) = (pass.Seq, pass.Author.Value, ReceiptStore.OfStream(pass));
        var (optedOut, deactivated) = ((int)ReceiptStanding.OptedOut, (int)ReceiptStanding.Deactivated);
        var others = string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT COUNT(CASE WHEN receipts = {optedOut} AND joined_seq < {seq} AND last_read_seq >= {seq} THEN 1 END) AS a, COUNT(CASE WHEN receipts = {optedOut} AND joined_seq < {seq} THEN 1 END) AS b, COUNT(CASE WHEN receipts = {optedOut} THEN 1 END) AS c, COUNT(CASE WHEN receipts = {deactivated} AND joined_seq < {seq} THEN 1 END) AS d, COUNT(CASE WHEN receipts = {deactivated} THEN 1 END) AS e {Seats(sql, pass, ReceiptStore.ByReading)} AND left_seq IS NULL AND receipts IN ({optedOut}, {deactivated})");
        var sharing = way switch
        {
            RecountWay.NotRead => $"SELECT COUNT(*) AS f, (SELECT COUNT(*) {CameLater(sql, pass)}) AS g {HaveNot(sql, pass)} AND joined_seq < {seq}",
            RecountWay.Read => $"SELECT COUNT(*) AS f, (SELECT COUNT(*) {CameLater(sql, pass)}) AS g {HaveRead(sql, pass)} AND joined_seq < {seq}",
            _ => $"SELECT COUNT(CASE WHEN last_read_seq >= {seq} THEN 1 END) AS f, COUNT(*) AS g {Sharing(sql, pass, ReceiptStore.ByReading)} AND joined_seq < {seq}",
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT a, b, c, d, e, (SELECT COUNT(*) {Seats(sql, pass, ReceiptStore.ByReading)} AND left_seq >= {seq} AND joined_seq < {seq}), (SELECT member_count FROM stream{sql.ByKey} WHERE {stream}), (SELECT COUNT(*) FROM seat{sql.ByKey} WHERE {stream} AND user_id = {author} AND left_seq IS NULL), f, g FROM ({others}) AS others, ({sharing}) AS sharing");
    }

    private static string Seats(SqlDialect sql, ReceiptPass pass, string index) =>
        string.Create(CultureInfo.InvariantCulture, $"FROM seat{sql.ByIndex(index)} WHERE {ReceiptStore.OfStream(pass)} AND user_id <> {pass.Author.Value}");

    private static string Sharing(SqlDialect sql, ReceiptPass pass, string index) =>
        $"{Seats(sql, pass, index)} AND left_seq IS NULL AND receipts = {(int)ReceiptStanding.Shares}";

    private static string HaveRead(SqlDialect sql, ReceiptPass pass) =>
        string.Create(CultureInfo.InvariantCulture, $"{Sharing(sql, pass, ReceiptStore.ByReading)} AND last_read_seq >= {pass.Seq}");

    private static string HaveNot(SqlDialect sql, ReceiptPass pass) =>
        string.Create(CultureInfo.InvariantCulture, $"{Sharing(sql, pass, ReceiptStore.ByReading)} AND last_read_seq < {pass.Seq}");

    private static string CameLater(SqlDialect sql, ReceiptPass pass) =>
        string.Create(CultureInfo.InvariantCulture, $"{Sharing(sql, pass, ReceiptStore.ByJoining)} AND joined_seq >= {pass.Seq}");
}
