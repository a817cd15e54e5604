using System.Data.Common;
using Collab.Domain.Shared.Storage;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage.Migrations;
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
    private readonly HashSet<int> _unseen = [];
    private string _installation = "";

    /// <summary>
    /// Prepares the directory and the shards. A running installation survives the start of a node while some of its shards
    /// are away: they are marked so, and taken in by <see cref="TakeInAsync"/> when they answer.
    /// </summary>
    public async Task PrepareAsync(CancellationToken ct)
    {
        if (DataFolder.IsNeededBy(layout))
            folder.Prepare();
        // A server keeps migrations apart by itself; over files, one process at a time goes through all of this.
        using var turn = DataFolder.IsNeededBy(layout) ? await FolderLock.TakeAsync(folder.Path, TimeProvider.System, ct) : null;
        var directoryReady = PrepareSchemaAsync(layout.Directory, SchemaMigrator.DirectoryTag, ct);
        var shardsReady = layout.Shards.Select(shard => TryPrepareAsync(shard, ct)).ToArray();
        await Task.WhenAll(shardsReady.Prepend<Task>(directoryReady));
        var away = layout.Shards.Zip(await Task.WhenAll(shardsReady), (shard, failure) => (shard.Name, Failure: failure)).Where(s => s.Failure is not null).ToArray();
        if (away.Length > 0 && (away.Length == layout.Shards.Count || !await Installation.IsMadeAsync(directory, ct)))
            throw away[0].Failure!; // only failures were kept
        var installation = await Installation.ClaimAsync(directory, [.. layout.Shards.Select(s => s.Name)], ct);
        _installation = installation.Id;
        Shard[] shards = [.. layout.Shards.Select(address => new Shard(installation.Shards[address.Name], new Database<ShardContext>(address)))];
        foreach (var shard in shards.Where(shard => away.Any(a => a.Name == shard.Name)))
        {
            shard.Database.Reach.Lose();
            _unseen.Add(shard.Id);
        }

        Shard[] seen = [.. shards.Where(shard => !_unseen.Contains(shard.Id))];
        await ShardIdentities.CheckAsync(installation.Id, seen, ct);
        await Task.WhenAll(seen.Select(shard => BucketHomes.SettleAsync(shard, installation.Map, ct)));
        router.Load(installation.Map, shards);
    }

    /// <summary>Opens the directory alone and finds the shards by it, so that an operator can look while one of them is away.</summary>
    public async Task OpenAsync(CancellationToken ct)
    {
        if (DataFolder.IsNeededBy(layout))
            folder.Prepare();
        await Reaching(layout.Directory, () => SchemaMigrator.CheckAsync(layout.Directory, SchemaMigrator.DirectoryTag, ct));
        var installation = await Installation.ClaimAsync(directory, [.. layout.Shards.Select(s => s.Name)], ct);
        router.Load(installation.Map, [.. layout.Shards.Select(address => new Shard(installation.Shards[address.Name], new Database<ShardContext>(address)))]);
    }

    /// <summary>True for a shard that was away when the node started and was not taken in since.</summary>
    public bool IsUnseen(Shard shard)
    {
        lock (_unseen)
            return _unseen.Contains(shard.Id);
    }

    /// <summary>Does for a shard that answers now what could not be done at the start; throws as the start would have.</summary>
    public async Task TakeInAsync(Shard shard, CancellationToken ct)
    {
        await PrepareSchemaAsync(shard.Database.Address, SchemaMigrator.ShardTag, ct);
        // Over a database of its own: to everybody else the shard is still away.
        using var database = new Database<ShardContext>(shard.Database.Address);
        var reached = shard with { Database = database };
        await ShardIdentities.CheckAsync(_installation, [reached], ct);
        await BucketHomes.SettleAsync(reached, router.Map, ct);
        lock (_unseen)
            _unseen.Remove(shard.Id);
    }

    private Task PrepareSchemaAsync(DatabaseAddress address, string tag, CancellationToken ct) =>
        // FluentMigrator works synchronously, and so does SQLite: off the caller's thread, all databases at once.
        Task.Run(() => Reaching(address, () => PrepareReachableAsync(address, tag, ct)), ct);

    // Why the shard does not answer; null when it does. Whatever else is wrong with it is the operator's to mend.
    private async Task<StorageSettingsException?> TryPrepareAsync(DatabaseAddress address, CancellationToken ct)
    {
        try
        {
            await PrepareSchemaAsync(address, SchemaMigrator.ShardTag, ct);
            return null;
        }
        catch (StorageSettingsException failure) when (failure.InnerException is MySqlException { ErrorCode: MySqlErrorCode.UnableToConnectToHost })
        {
            return failure;
        }
    }

    private async Task PrepareReachableAsync(DatabaseAddress address, string tag, CancellationToken ct)
    {
        if (address.Dialect == DatabaseDialect.MySql)
            await ServerSettings.CheckAsync(address, ct);
        var migrates = address.Dialect == DatabaseDialect.Sqlite || options.Value.MigrateOnStart;
        var (state, plan) = (await SchemaState.ReadAsync(address, ct), SchemaPlan.For(tag));
        if (migrates && state.Lacks(plan))
        {
            // A data folder is one machine's, which is upgraded while the program is stopped.
            if (address.Dialect == DatabaseDialect.MySql)
                await Reaching(layout.Directory, () => OlderNodes.RefuseAsync(layout.Directory, plan, state, contracts: false, ct));
            await SchemaMigrator.MigrateAsync(address, tag, ct);
        }

        await SchemaMigrator.CheckAsync(address, tag, ct);
    }

    internal static async Task Reaching(DatabaseAddress address, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (DbException error)
        {
            throw new StorageSettingsException(StorageFailure.Of(address, error), error);
        }
    }
}
