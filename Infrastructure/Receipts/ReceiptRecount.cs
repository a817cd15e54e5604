using System.Data.Common;
using System.Globalization;
using Collab.Domain.Receipts;
using Collab.Infrastructure.Storage;

namespace Collab.Infrastructure.Receipts;

/// <summary>
/// All numbers of a message's receipts, in one round trip. Of those who share, who are nearly all, both lists are counted by
/// one statement over the index, so that whoever reads on meanwhile stands in one of them; who came later follows from how
/// many are in. Of the few others each is looked at.
/// </summary>
internal sealed class ReceiptRecount
{
    private readonly Dictionary<ReceiptStanding, (long HaveRead, long WereIn, long AreIn)> _others = [];
    private long _haveRead;
    private long _haveNot;
    private long _left;
    private long _areIn;

    public static async Task<ReceiptRecount> ReadAsync(DbConnection connection, SqlDialect sql, ReceiptPass pass, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Compose(sql, pass);
        var counted = new ReceiptRecount();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            counted._others[(ReceiptStanding)reader.GetInt64(0)] = (reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3));
        await reader.NextResultAsync(ct);
        await reader.ReadAsync(ct);
        counted._haveRead = reader.GetInt64(0);
        counted._haveNot = reader.GetInt64(1) - counted._haveRead;
        counted._left = await NextAsync(reader, ct);
        counted._areIn = await NextAsync(reader, ct) - await NextAsync(reader, ct);
        return counted;
    }

    /// <summary>The counts as a policy has them.</summary>
    public ReceiptCounts For(ReceiptPolicy policy, long? delivered)
    {
        var (optedOut, gone) = (_others.GetValueOrDefault(ReceiptStanding.OptedOut), _others.GetValueOrDefault(ReceiptStanding.Deactivated));
        var joinedLater = _areIn - gone.AreIn - _haveRead - _haveNot - optedOut.WereIn;
        return policy.AllowsOptOut
            ? new ReceiptCounts(_haveRead, _haveNot, optedOut.WereIn, Math.Max(0, joinedLater), _left + gone.WereIn, delivered)
            : new ReceiptCounts(
                _haveRead + optedOut.HaveRead, _haveNot + optedOut.WereIn - optedOut.HaveRead, 0, Math.Max(0, joinedLater), _left + gone.WereIn, delivered);
    }

    private static async Task<long> NextAsync(DbDataReader reader, CancellationToken ct)
    {
        await reader.NextResultAsync(ct);
        return await reader.ReadAsync(ct) ? reader.GetInt64(0) : 0;
    }

    private static string Compose(SqlDialect sql, ReceiptPass pass)
    {
        var (seq, author, stream) = (pass.Seq, pass.Author.Value, ReceiptStore.OfStream(pass));
        var seats = $"FROM seat{sql.ByIndex(ReceiptStore.ByReading)} WHERE {stream} AND user_id <> {author}";
        var sharing = $"SELECT COUNT(CASE WHEN last_read_seq >= {seq} THEN 1 END), COUNT(*) {seats} AND left_seq IS NULL AND receipts = {(int)ReceiptStanding.Shares} AND joined_seq < {seq}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT receipts, COUNT(CASE WHEN joined_seq < {seq} AND last_read_seq >= {seq} THEN 1 END), COUNT(CASE WHEN joined_seq < {seq} THEN 1 END), COUNT(*) {seats} AND left_seq IS NULL AND receipts IN ({(int)ReceiptStanding.OptedOut}, {(int)ReceiptStanding.Deactivated}) GROUP BY receipts; {sharing}; SELECT COUNT(*) {seats} AND left_seq >= {seq} AND joined_seq < {seq}; SELECT member_count FROM stream{sql.ByKey} WHERE {stream}; SELECT COUNT(*) FROM seat{sql.ByKey} WHERE {stream} AND user_id = {author} AND left_seq IS NULL");
    }
}
