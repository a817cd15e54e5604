using System.Data.Common;
using Collab.Domain.Shared.Storage;
using Collab.Infrastructure.Sharding;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using MySqlConnector;

namespace Collab.Infrastructure.Storage;

/// <summary>
/// Makes the databases ready before anything is served, or says in a <see cref="StorageSettingsException"/> what the
/// operator has to do. Safe to run on several nodes at once.
/// </summary>
internal sealed class StorageStartup(
    StorageLayout layout, DataFolder folder, IOptions<StorageOptions> options, Database<DirectoryContext> directory, ShardRouter router)
{
    public async Task PrepareAsync(CancellationToken ct)
    {
        if (DataFolder.IsNeededBy(layout))
            folder.Prepare();
        // A server keeps migrations apart by itself; over files, one process at a time goes through all of this.
        using var turn = DataFolder.IsNeededBy(layout) ? await FolderLock.TakeAsync(folder.Path, TimeProvider.System, ct) : null;
        await Task.WhenAll(
            layout.Shards.Select(shard => PrepareSchemaAsync(shard, SchemaMigrator.ShardTag, ct))
                .Prepend(PrepareSchemaAsync(layout.Directory, SchemaMigrator.DirectoryTag, ct)));
        var installation = await Installation.ClaimAsync(directory, [.. layout.Shards.Select(s => s.Name)], ct);
        Shard[] shards = [.. layout.Shards.Select(address => new Shard(installation.Shards[address.Name], new Database<ShardContext>(address)))];
        await ShardIdentities.CheckAsync(installation.Id, shards, ct);
        router.Load(installation.Map, shards);
    }

    private async Task PrepareSchemaAsync(DatabaseAddress address, string tag, CancellationToken ct)
    {
        // FluentMigrator works synchronously, and so does SQLite: off the caller's thread, all databases at once.
        await Task.Run(() => Reaching(address, () => PrepareReachableAsync(address, tag, ct)), ct);
    }

    private async Task PrepareReachableAsync(DatabaseAddress address, string tag, CancellationToken ct)
    {
        if (address.Dialect == DatabaseDialect.MySql)
            await ServerSettings.CheckAsync(address, ct);
        var migrates = address.Dialect == DatabaseDialect.Sqlite || options.Value.MigrateOnStart;
        if (migrates && await SchemaMigrator.ReadVersionAsync(address, ct) < SchemaMigrator.RangeOf(tag).Newest)
            await SchemaMigrator.MigrateAsync(address, tag, ct);
        await SchemaMigrator.CheckAsync(address, tag, ct);
    }

    private static async Task Reaching(DatabaseAddress address, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (DbException error)
        {
            throw new StorageSettingsException($"The database {address.Name} {Reason(error)}");
        }
    }

    // Never the driver's own words for what the operator can mend: they name hosts and accounts, and logs travel far.
    private static string Reason(DbException error) =>
        error switch
        {
            MySqlException { ErrorCode: MySqlErrorCode.UnableToConnectToHost } =>
                "does not answer. Start its server, or mend its connection string in Collab:Storage.",
            MySqlException { ErrorCode: MySqlErrorCode.AccessDenied or MySqlErrorCode.DatabaseAccessDenied } =>
                "refuses Collab's account. Check user and password in its connection string in Collab:Storage, and the account's rights.",
            MySqlException { ErrorCode: MySqlErrorCode.UnknownDatabase } =>
                "is not on its server. Make it: CREATE DATABASE … CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
            SqliteException { SqliteErrorCode: 26 or 11 } => "is damaged, or is not a SQLite file. Restore it from a backup.",
            SqliteException { SqliteErrorCode: 14 or 8 } => "cannot be opened for writing. Check the rights of its file in the data folder.",
            _ => $"cannot be used: {error.Message}",
        };
}
