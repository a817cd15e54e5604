using System.Data.Common;
using Collab.Domain.Shared.Storage;
using Collab.Infrastructure.Storage.Migrations;
using FluentMigrator.Runner;
using FluentMigrator.Runner.Generators.MySql;
using FluentMigrator.Runner.Initialization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;

namespace Collab.Infrastructure.Storage;

/// <summary>
/// The one source of schema for both dialects. A database carries the number of its last migration; the code accepts a
/// range of numbers and refuses to run outside it, so that nodes of neighbouring versions can run side by side.
/// </summary>
public sealed class SchemaMigrator
{
    /// <summary>Marks migrations of the directory.</summary>
    public const string DirectoryTag = "directory";

    /// <summary>Marks migrations of shards.</summary>
    public const string ShardTag = "shard";

    /// <summary>The oldest schema that this code runs on.</summary>
    public const long OldestUsable = 3;

    /// <summary>The newest schema that this code knows.</summary>
    public const long Newest = 3;

    /// <summary>The number of the database's last migration; 0 when it is empty.</summary>
    public static async Task<long> ReadVersionAsync(DatabaseAddress address, CancellationToken ct)
    {
        await using var connection = Connect(address);
        await connection.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = address.Dialect == DatabaseDialect.Sqlite
            ? "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'VersionInfo'"
            : "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'VersionInfo'";
        if (Convert.ToInt64(await command.ExecuteScalarAsync(ct), System.Globalization.CultureInfo.InvariantCulture) == 0)
            return 0;
        command.CommandText = "SELECT COALESCE(MAX(Version), 0) FROM VersionInfo";
        return Convert.ToInt64(await command.ExecuteScalarAsync(ct), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Brings a database up to <see cref="Newest"/>. Safe to call from several nodes at once.</summary>
    public static async Task MigrateAsync(DatabaseAddress address, string tag, CancellationToken ct)
    {
        await using var guard = await LockAsync(address, ct);
        await RefuseNewerAsync(address, ct);
        await using var services = Services(address, tag);
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IMigrationRunner>().MigrateUp();
    }

    /// <summary>Throws with what to run when the database is outside the usable range.</summary>
    public static async Task CheckAsync(DatabaseAddress address, CancellationToken ct)
    {
        await RefuseNewerAsync(address, ct);
        var version = await ReadVersionAsync(address, ct);
        if (version < OldestUsable)
        {
            throw new StorageSettingsException(
                $"The database {address.Name} has schema {version}, and this version of Collab needs {OldestUsable} to {Newest}. Run: ./dev db migrate");
        }
    }

    private static async Task RefuseNewerAsync(DatabaseAddress address, CancellationToken ct)
    {
        var version = await ReadVersionAsync(address, ct);
        if (version > Newest)
        {
            throw new StorageSettingsException(
                $"The database {address.Name} has schema {version}, made by a newer version of Collab; this one knows up to {Newest}. Start the newer version, or restore a backup.");
        }
    }

    private static DbConnection Connect(DatabaseAddress address) =>
        address.Dialect == DatabaseDialect.Sqlite ? new SqliteConnection(address.ConnectionString) : new MySqlConnection(address.ConnectionString);

    // FluentMigrator takes no lock of its own: two nodes that start on an empty database would both create its tables.
    private static async Task<DbConnection> LockAsync(DatabaseAddress address, CancellationToken ct)
    {
        var connection = Connect(address);
        await connection.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        if (address.Dialect == DatabaseDialect.Sqlite)
        {
            // WAL is a property of the file and cannot be set inside a transaction, as migrations run.
            command.CommandText = "PRAGMA journal_mode = WAL";
            if (await command.ExecuteScalarAsync(ct) as string is not "wal")
                throw new StorageSettingsException($"The file of {address.Name} cannot be written in WAL mode. Put the data folder on a local disk.");
            return connection;
        }

        command.CommandText = "SELECT GET_LOCK(CONCAT('collab_migrate_', DATABASE()), 60)";
        command.CommandTimeout = 70;
        return Convert.ToInt32(await command.ExecuteScalarAsync(ct), System.Globalization.CultureInfo.InvariantCulture) == 1
            ? connection
            : throw new StorageSettingsException($"Another node has been changing the schema of {address.Name} for over a minute. Look at it, then start again.");
    }

    private static ServiceProvider Services(DatabaseAddress address, string tag)
    {
        var services = new ServiceCollection().AddFluentMigratorCore().ConfigureRunner(runner =>
        {
            if (address.Dialect == DatabaseDialect.Sqlite)
                runner.AddSQLite();
            else
                runner.AddMySql8();
            runner.WithGlobalConnectionString(address.ConnectionString).ScanIn(typeof(SchemaMigrator).Assembly).For.Migrations();
        });
        services.Configure<RunnerOptions>(options => options.Tags = [tag]);
        services.AddScoped<IMySqlTypeMap, CollabMySqlTypeMap>();
        return services.BuildServiceProvider();
    }
}
