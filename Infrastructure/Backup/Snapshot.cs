using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Collab.Domain.Shared.Storage;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Migrations;

namespace Collab.Infrastructure.Backup;

/// <summary>One database as it was at one moment, for as long as this is open; it keeps nobody from writing.</summary>
internal sealed class Snapshot : IAsyncDisposable
{
    private const int RowsPerStep = 2000;

    private readonly DbConnection _connection;

    private Snapshot(DatabaseAddress address, DbConnection connection) => (Address, _connection) = (address, connection);

    public DatabaseAddress Address { get; }

    public static async Task<Snapshot> OpenAsync(DatabaseAddress address, CancellationToken ct)
    {
        var connection = await BackupConnection.OpenAsync(address, ct);
        try
        {
            if (address.Dialect == DatabaseDialect.Sqlite)
            {
                // The first read of a transaction fixes what it sees.
                await connection.ExecuteAsync("BEGIN", ct);
                await connection.CountAsync("SELECT COUNT(*) FROM sqlite_master", ct);
            }
            else
            {
                await connection.ExecuteAsync("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ", ct);
                await connection.ExecuteAsync("START TRANSACTION WITH CONSISTENT SNAPSHOT", ct);
            }

            return new Snapshot(address, connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public Task<List<T>> ListAsync<T>(string query, Func<DbDataReader, T> read, CancellationToken ct) => _connection.ListAsync(query, read, ct);

    public Task<long> CountAsync(string query, CancellationToken ct) => _connection.CountAsync(query, ct);

    /// <summary>Where the server's binary log was when the snapshot was taken; MariaDB tells, MySQL does not.</summary>
    public async Task<(string File, long Position)?> BinlogAsync(CancellationToken ct)
    {
        if (Address.Dialect == DatabaseDialect.Sqlite)
            return null;
        var found = await _connection.ListAsync(
            "SHOW STATUS WHERE Variable_name IN ('Binlog_snapshot_file', 'Binlog_snapshot_position')", r => (Name: r.GetString(0), Value: r.GetString(1)), ct);
        var (file, position) = (Value("Binlog_snapshot_file"), Value("Binlog_snapshot_position"));
        return file is { Length: > 0 } && long.TryParse(position, CultureInfo.InvariantCulture, out var at) ? (file, at) : null;

        string? Value(string name) => found.Find(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase)).Value;
    }

    /// <summary>All rows of a table in the order of its key.</summary>
    public async IAsyncEnumerable<object?[]> RowsAsync(BackupTable table, [EnumeratorCancellation] CancellationToken ct)
    {
        object?[]? last = null;
        do
        {
            var rows = await ReadAsync(table, last, ct);
            foreach (var row in rows)
                yield return row;
            last = rows.Count == RowsPerStep ? rows[^1] : null;
        }
        while (last is not null);
    }

    public async ValueTask DisposeAsync() => await _connection.DisposeAsync();

    private async Task<List<object?[]>> ReadAsync(BackupTable table, object?[]? last, CancellationToken ct)
    {
        await using var command = _connection.CreateCommand();
        var text = new StringBuilder("SELECT ").AppendJoin(", ", table.Columns.Select(Quote)).Append(" FROM ").Append(Quote(table.Name));
        if (last is not null)
        {
            text.Append(" WHERE ").Append(AfterLast(table.Key));
            for (var i = 0; i < table.Key.Count; i++)
                command.AddParameter($"@k{i}", last[table.Columns.ToList().IndexOf(table.Key[i])]);
        }

        text.Append(" ORDER BY ").AppendJoin(", ", table.Key.Select(Quote)).Append(CultureInfo.InvariantCulture, $" LIMIT {RowsPerStep}");
#pragma warning disable CA2100 // Names from the database's own catalogue, values as parameters.
        command.CommandText = text.ToString();
#pragma warning restore CA2100
        var rows = new List<object?[]>(RowsPerStep);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var row = new object?[table.Columns.Count];
            reader.GetValues(row!);
            rows.Add(row);
        }

        return rows;
    }

    // Each dialect gets the form for which its planner goes by the key.
    private string AfterLast(IReadOnlyList<string> key)
    {
        if (Address.Dialect == DatabaseDialect.Sqlite)
            return $"({string.Join(", ", key.Select(Quote))}) > ({string.Join(", ", key.Select((_, i) => $"@k{i}"))})";
        var ranges = key.Select((column, i) => string.Join(" AND ", key.Take(i).Select((c, j) => $"{Quote(c)} = @k{j}").Append($"{Quote(column)} > @k{i}")));
        return string.Join(" OR ", ranges.Select(r => $"({r})"));
    }

    private string Quote(string name) => BackupConnection.Quote(Address.Dialect, name);
}
