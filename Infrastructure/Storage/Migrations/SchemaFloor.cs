using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Collab.Infrastructure.Storage.Migrations;

/// <summary>
/// One row in each database that says who may run on it: code that knows at least a certain schema, and for a while
/// nobody. It is raised before a migration begins, so that old code does not start on one that is half done.
/// </summary>
internal static class SchemaFloor
{
    public const string Table = "schema_floor";

    private const string Create =
        $"CREATE TABLE IF NOT EXISTS {Table} (only_one SMALLINT NOT NULL PRIMARY KEY, oldest_code BIGINT NOT NULL, hold VARCHAR(200) NULL)";

    /// <summary>Makes the table, and its row when it is not there.</summary>
    public static async Task EnsureAsync(DbConnection connection, long oldestCode, CancellationToken ct)
    {
        await connection.ExecuteAsync(Create, ct);
        var insert = connection is SqliteConnection ? "INSERT OR IGNORE INTO" : "INSERT IGNORE INTO";
        await connection.ExecuteAsync($"{insert} {Table} (only_one, oldest_code) VALUES (1, @oldest)", ct, ("@oldest", oldestCode));
    }

    /// <summary>Never lowers it.</summary>
    public static Task RaiseAsync(DbConnection connection, long oldestCode, CancellationToken ct) =>
        connection.ExecuteAsync($"UPDATE {Table} SET oldest_code = @oldest WHERE oldest_code < @oldest", ct, ("@oldest", oldestCode));

    /// <summary>Keeps everybody away, and says why; null lets them in again.</summary>
    public static Task HoldAsync(DbConnection connection, string? reason, CancellationToken ct) =>
        connection.ExecuteAsync($"UPDATE {Table} SET hold = @hold", ct, ("@hold", reason));

    /// <summary>No number when the row is not there yet.</summary>
    public static async Task<(long? OldestCode, string? Hold)> ReadAsync(DbConnection connection, CancellationToken ct)
    {
        var rows = await connection.ListAsync(
            $"SELECT oldest_code, hold FROM {Table}", r => ((long?)r.GetInt64(0), r.IsDBNull(1) ? null : r.GetString(1)), ct);
        return rows.SingleOrDefault();
    }
}
