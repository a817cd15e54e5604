using System.Data.Common;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Support.Storage;

/// <summary>Looks for a text in every column of every table of a database, found by asking the database what there is: a new table cannot be forgotten.</summary>
public static class MarkerSearch
{
    /// <summary>The columns that have it, as <c>table.column</c>, sorted.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(DbConnection connection, string marker, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var isSqlite = connection.GetType().Name == "SqliteConnection";
        var columns = await ColumnsAsync(connection, isSqlite, ct);
        if (columns.Count < 10)
            throw new InvalidOperationException("The database does not say what tables it has.");
        var found = new List<string>();
        foreach (var table in columns.GroupBy(c => c.Table))
        {
            await using var command = connection.CreateCommand();
            var looks = table.Select(c => $"MAX(INSTR(CAST({Quoted(c.Column, isSqlite)} AS {(isSqlite ? "TEXT" : "CHAR")}), @marker))");
            // Of the sharded tables all buckets are looked into, and every statement says which.
            var where = table.Any(c => c.Column == "bucket") ? $" WHERE bucket IN ({string.Join(", ", Enumerable.Range(0, Bucket.Count))})" : "";
            command.CommandText = $"SELECT {string.Join(", ", looks)} FROM {Quoted(table.Key, isSqlite)}{where}";
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@marker", marker);
            command.Parameters.Add(parameter);
            await using var reader = await command.ExecuteReaderAsync(ct);
            await reader.ReadAsync(ct);
            found.AddRange(table.Where((_, i) => !reader.IsDBNull(i) && reader.GetInt64(i) > 0).Select(c => $"{c.Table}.{c.Column}"));
        }

        return [.. found.Order(StringComparer.Ordinal)];
    }

    /// <summary>The same for the directory and every shard of a node.</summary>
    public static async Task<IReadOnlyList<string>> FindEverywhereAsync(IServiceProvider node, string marker, CancellationToken ct)
    {
        var found = new List<string>(await node.GetRequiredService<Database<DirectoryContext>>().CommandAsync((connection, _, lost) => FindAsync(connection, marker, lost)));
        foreach (var shard in node.GetRequiredService<ShardRouter>().All)
            found.AddRange(await shard.Database.CommandAsync((connection, _, lost) => FindAsync(connection, marker, lost)));
        return [.. found.Distinct().Order(StringComparer.Ordinal)];
    }

    private static async Task<List<(string Table, string Column)>> ColumnsAsync(DbConnection connection, bool isSqlite, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = isSqlite
            ? "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'"
            : "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = DATABASE()";
        var columns = new List<(string, string)>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            columns.Add((reader.GetString(0), reader.GetString(1)));
        return columns;
    }

    private static string Quoted(string name, bool isSqlite) => isSqlite ? $"\"{name}\"" : $"`{name}`";
}
