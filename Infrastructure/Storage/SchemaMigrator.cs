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

    /// <summary>The schemas that this code runs on, by tag.</summary>
    public static SchemaRange RangeOf(string tag) => tag is DirectoryTag or ShardTag ? new SchemaRange(3, 3) : throw new ArgumentOutOfRangeException(nameof(tag), tag, "Unknown.");

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

    /// <summary>
    /// Brings a database up to the newest schema. Safe to call from several nodes at once on a server; over files the
    /// caller holds the <see cref="FolderLock"/>.
    /// </summary>
    public static async Task MigrateAsync(DatabaseAddress address, string tag, CancellationToken ct)
    {
        await using var guard = await LockAsync(address, ct);
        await RefuseNewerAsync(address, RangeOf(tag), ct);
        await using var services = Services(address, tag);
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IMigrationRunner>().MigrateUp();
    }

    /// <summary>Throws with what to run when the database is outside the usable range.</summary>
    public static async Task CheckAsync(DatabaseAddress address, string tag, CancellationToken ct)
    {
        var range = RangeOf(tag);
        await RefuseNewerAsync(address, range, ct);
        var version = await ReadVersionAsync(address, ct);
        if (version < range.Oldest)
        {
            throw new StorageSettingsException(
                $"The database {address.Name} has schema {version}, and this version of Collab needs {range}. Run: ./dev db migrate");
        }
    }

    private static async Task RefuseNewerAsync(DatabaseAddress address, SchemaRange range, CancellationToken ct)
    {
        var version = await ReadVersionAsync(address, ct);
        if (version > range.Newest)
        {
            throw new StorageSettingsException(
                $"The database {address.Name} has schema {version}, made by a newer version of Collab; this one knows up to {range.Newest}. Start the newer version, or restore a backup.");
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
