using System.Data.Common;
using Collab.Domain.Shared.Storage;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Migrations;
using MySqlConnector;

namespace Collab.Infrastructure.Backup;

/// <summary>
/// Keeps everybody from writing to the directory while the snapshots of all databases are opened, some milliseconds.
/// What spans databases goes through the directory (a task is struck off there, a handoff is taken over there), so no
/// snapshot can hold one half of it without the other.
/// </summary>
internal sealed class DirectoryFreeze : IAsyncDisposable
{
    private const int Attempts = 5;

    private readonly DbConnection _connection;
    private readonly string _release;

    private DirectoryFreeze(DbConnection connection, string release) => (_connection, _release) = (connection, release);

    public static async Task<DirectoryFreeze> BeginAsync(DatabaseAddress directory, CancellationToken ct)
    {
        var isFile = directory.Dialect == DatabaseDialect.Sqlite;
        var connection = await BackupConnection.OpenAsync(directory, ct);
        try
        {
            await FreezeAsync(connection, isFile ? "BEGIN IMMEDIATE" : await LockStatementAsync(connection, ct), ct);
            return new DirectoryFreeze(connection, isFile ? "ROLLBACK" : "UNLOCK TABLES");
        }
        catch (MySqlException error) when (error.ErrorCode is MySqlErrorCode.DatabaseAccessDenied or MySqlErrorCode.TableAccessDenied or MySqlErrorCode.AccessDenied)
        {
            await connection.DisposeAsync();
            throw new StorageSettingsException("The account of the directory may not lock tables, which a backup does for a moment. Run: GRANT LOCK TABLES ON its database TO it");
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.ExecuteAsync(_release, CancellationToken.None); // nobody could write any more
        await _connection.DisposeAsync();
    }

    // A writer that has begun and still wants a table that is locked already would wait for us, and we for it.
    private static async Task FreezeAsync(DbConnection connection, string statement, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await connection.ExecuteAsync(statement, ct);
                return;
            }
            catch (MySqlException error) when (attempt < Attempts && error.ErrorCode is MySqlErrorCode.LockDeadlock or MySqlErrorCode.LockWaitTimeout)
            {
                await connection.ExecuteAsync("UNLOCK TABLES", ct);
            }
        }
    }

    private static async Task<string> LockStatementAsync(DbConnection connection, CancellationToken ct)
    {
        await connection.ExecuteAsync("SET SESSION lock_wait_timeout = 20", ct);
        var tables = await connection.ListAsync(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY table_name", r => r.GetString(0), ct);
        return "LOCK TABLES " + string.Join(", ", tables.Select(t => $"`{t}` READ"));
    }
}
