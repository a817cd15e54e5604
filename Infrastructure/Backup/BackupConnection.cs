using System.Data.Common;
using Collab.Domain.Shared.Storage;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Migrations;
using Microsoft.Data.Sqlite;
using MySqlConnector;

namespace Collab.Infrastructure.Backup;

/// <summary>Connections of their own for backup and restore: no pool keeps them, numbers stay numbers.</summary>
internal static class BackupConnection
{
    /// <summary>What the server knows them by.</summary>
    public const string ProgramName = "collab-backup";

    public static async Task<DbConnection> OpenAsync(DatabaseAddress address, CancellationToken ct)
    {
        DbConnection connection = address.Dialect == DatabaseDialect.Sqlite
            ? new SqliteConnection(new SqliteConnectionStringBuilder(address.ConnectionString) { Pooling = false }.ConnectionString)
            : new MySqlConnection(new MySqlConnectionStringBuilder(address.ConnectionString) { Pooling = false, TreatTinyAsBoolean = false, ApplicationName = ProgramName }.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            if (address.Dialect == DatabaseDialect.Sqlite)
                await SqlitePragmas.ApplyAsync(connection, ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public static string Quote(DatabaseDialect dialect, string name) => dialect == DatabaseDialect.Sqlite ? $"\"{name}\"" : $"`{name}`";

    public static async Task<long> CountAsync(this DbConnection connection, string query, CancellationToken ct) =>
        (await connection.ListAsync(query, r => Convert.ToInt64(r.GetValue(0), System.Globalization.CultureInfo.InvariantCulture), ct))[0];
}
