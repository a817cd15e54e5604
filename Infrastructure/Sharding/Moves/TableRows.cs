using System.Data.Common;
using System.Globalization;
using System.Text;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Collab.Infrastructure.Sharding.Moves;

/// <summary>
/// The rows of one table and bucket, as the databases have them: read in the order of the key, written many at a time.
/// One code for both dialects, and for columns that the mapper does not know.
/// </summary>
internal sealed class TableRows(ShardTable table, Bucket bucket)
{
    /// <summary>The most rows of one step.</summary>
    public const int ChunkRows = 500;

    // A command must stay well below the smallest max_allowed_packet, and have few enough parameters.
    private const int MaxSize = 1 << 20;
    private const int MaxParameters = 8000;

    /// <summary>At most <see cref="ChunkRows"/> rows after a key, in order.</summary>
    /// <param name="where">A further condition, made of numbers; null for all.</param>
    public Task<List<StoredRow>> ReadAsync(Shard shard, string? where, StoredRow? after, CancellationToken ct) => ReadAsync(shard, where, after, null, true, ct);

    /// <summary>All rows between two keys; without the second, up to the end.</summary>
    public Task<List<StoredRow>> ReadRangeAsync(Shard shard, string? where, StoredRow? after, StoredRow? upTo, CancellationToken ct) =>
        ReadAsync(shard, where, after, upTo, false, ct);

    private Task<List<StoredRow>> ReadAsync(Shard shard, string? where, StoredRow? after, StoredRow? upTo, bool isLimited, CancellationToken ct) =>
        shard.Database.ReadAsync(
            async context =>
            {
                await context.Database.OpenConnectionAsync(ct);
                await using var command = context.Database.GetDbConnection().CreateCommand();
                var text = Where(command, shard.Database.Sql, new StringBuilder("SELECT * FROM ").Append(table.Name).Append(shard.Database.Sql.ByKey), where, after, upTo);
                text.Append(" ORDER BY bucket, ").AppendJoin(", ", table.Key);
                if (isLimited)
                    text.Append(CultureInfo.InvariantCulture, $" LIMIT {ChunkRows}");
                command.CommandText = text.ToString();
                await using var reader = await command.ExecuteReaderAsync(ct);
                return await ReadAllAsync(reader, ct);
            },
            ct);

    public async Task<long> CountAsync(Shard shard, CancellationToken ct)
    {
        var counts = await shard.Database.ReadAsync(
            context => context.Database.SqlQueryRaw<long>("SELECT COUNT(*) AS Value FROM " + table.Name + " WHERE bucket = {0}", bucket.Value).ToListAsync(ct), ct);
        return counts[0];
    }

    /// <summary>Deletes rows by their keys, then inserts rows, in the context's transaction.</summary>
    public async Task ReplaceAsync(ShardContext context, IReadOnlyList<StoredRow> gone, IReadOnlyList<StoredRow> made, CancellationToken ct)
    {
        var (connection, transaction) = (context.Database.GetDbConnection(), context.Database.CurrentTransaction?.GetDbTransaction());
        foreach (var some in gone.Chunk(ChunkRows))
            await ExecuteAsync(connection, transaction, command => Delete(command, some), ct);
        foreach (var some in Batches(made))
            await ExecuteAsync(connection, transaction, command => Insert(command, some), ct);
    }

    /// <summary>Deletes the rows up to a key, in the context's transaction.</summary>
    public Task DeleteUpToAsync(ShardContext context, SqlDialect sql, StoredRow last, CancellationToken ct) =>
        ExecuteAsync(
            context.Database.GetDbConnection(),
            context.Database.CurrentTransaction?.GetDbTransaction(),
            command => Where(command, sql, new StringBuilder("DELETE FROM ").Append(table.Name), null, null, last).ToString(),
            ct);

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction? transaction, Func<DbCommand, string> compose, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = compose(command);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static IEnumerable<List<StoredRow>> Batches(IReadOnlyList<StoredRow> rows)
    {
        var (batch, size) = (new List<StoredRow>(), 0L);
        foreach (var row in rows)
        {
            if (batch.Count > 0 && (size + row.Size > MaxSize || (batch.Count + 1) * row.Values.Count > MaxParameters))
            {
                yield return batch;
                (batch, size) = ([], 0);
            }

            batch.Add(row);
            size += row.Size;
        }

        if (batch.Count > 0)
            yield return batch;
    }

    private string Insert(DbCommand command, List<StoredRow> rows)
    {
        var text = new StringBuilder("INSERT INTO ").Append(table.Name).Append(" (").AppendJoin(", ", rows[0].Columns).Append(") VALUES ");
        for (var row = 0; row < rows.Count; row++)
        {
            text.Append(row == 0 ? "(" : ", (");
            for (var column = 0; column < rows[row].Values.Count; column++)
                text.Append(column == 0 ? "" : ", ").Append(Add(command, rows[row].Values[column]));
            text.Append(')');
        }

        return text.ToString();
    }

    private string Delete(DbCommand command, StoredRow[] rows)
    {
        var keys = rows.Select(row => string.Join(" AND ", table.Key.Zip(row.Key, (column, value) => $"{column} = {Add(command, value)}")));
        return string.Create(CultureInfo.InvariantCulture, $"DELETE FROM {table.Name} WHERE bucket = {bucket.Value} AND (({string.Join(") OR (", keys)}))");
    }

    private StringBuilder Where(DbCommand command, SqlDialect sql, StringBuilder text, string? where, StoredRow? after, StoredRow? upTo)
    {
        text.Append(CultureInfo.InvariantCulture, $" WHERE bucket = {bucket.Value}");
        if (where is not null)
            text.Append(" AND ").Append(where);
        if (after is not null)
            text.Append(" AND ").Append(sql.Compare(table.Key, Add(command, after.Key), ">"));
        if (upTo is not null)
            text.Append(" AND ").Append(sql.Compare(table.Key, Add(command, upTo.Key), "<="));
        return text;
    }

    private static string[] Add(DbCommand command, IReadOnlyList<object?> values) => [.. values.Select(value => Add(command, value))];

    private static string Add(DbCommand command, object? value)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"@p{command.Parameters.Count}");
        command.AddParameter(name, value);
        return name;
    }

    private async Task<List<StoredRow>> ReadAllAsync(DbDataReader reader, CancellationToken ct)
    {
        string[] columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        int[] key = [.. table.Key.Select(k => Array.IndexOf(columns, k))];
        var rows = new List<StoredRow>();
        while (await reader.ReadAsync(ct))
        {
            var values = new object?[columns.Length];
            for (var i = 0; i < values.Length; i++)
                values[i] = reader.GetValue(i) is var value and not DBNull ? value : null;
            rows.Add(new StoredRow(columns, values, [.. key.Select(i => values[i])]));
        }

        return rows;
    }
}
