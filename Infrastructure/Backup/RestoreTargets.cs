using System.Data.Common;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Migrations;

namespace Collab.Infrastructure.Backup;

/// <summary>The databases that a backup is written into. While it is under way they are held: no node starts on them.</summary>
internal sealed class RestoreTargets : IAsyncDisposable
{
    private const string Hold = "a restore into it is not finished; run ./dev restore again";

    // What a node leaves in a new installation before anybody has set it up.
    private static readonly string[] LeftByAStart = ["first_run", "protection_key"];

    private readonly StorageLayout _layout;
    private readonly List<DbConnection> _connections;
    private Installation? _installation;

    private RestoreTargets(StorageLayout layout, List<DbConnection> connections) => (_layout, _connections) = (layout, connections);

    private IEnumerable<(DatabaseAddress Address, SchemaPlan Plan)> All =>
        _layout.Shards.Select(shard => (shard, SchemaPlan.Shard)).Prepend((_layout.Directory, SchemaPlan.Directory));

    /// <summary>Makes the databases as the backup's were, empty and held; refuses those that somebody uses.</summary>
    public static async Task<RestoreTargets> OpenAsync(StorageLayout layout, BackupManifest manifest, CancellationToken ct)
    {
        var targets = new RestoreTargets(layout, []);
        try
        {
            foreach (var (address, _) in targets.All)
                await RefuseUsedAsync(address, layout, ct);
            foreach (var (address, plan) in targets.All)
                targets._connections.Add(await PrepareAsync(address, plan, plan == SchemaPlan.Directory ? manifest.DirectorySchema : manifest.ShardSchema, ct));
            return targets;
        }
        catch
        {
            await targets.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gives the databases an installation of their own, with the buckets spread over the shards that there are.</summary>
    public async Task ClaimAsync(Database<DirectoryContext> directory, CancellationToken ct)
    {
        _installation = await Installation.ClaimAsync(directory, [.. _layout.Shards.Select(s => s.Name)], ct);
        Shard[] shards = [.. _layout.Shards.Select(address => new Shard(_installation.Shards[address.Name], new Database<ShardContext>(address)))];
        try
        {
            await ShardIdentities.CheckAsync(_installation.Id, shards, ct);
        }
        finally
        {
            foreach (var shard in shards)
                shard.Database.Dispose();
        }
    }

    /// <summary>A writer for each database that may get rows of a table; the rows of a shard's go by their bucket.</summary>
    public IReadOnlyList<RowWriter> Writers(BackupEntry entry, bool isShard) =>
        isShard
            ? [.. _layout.Shards.Select((shard, i) => new RowWriter(_connections[i + 1], shard.Dialect, entry.Table, entry.Columns))]
            : [new RowWriter(_connections[0], _layout.Directory.Dialect, entry.Table, entry.Columns)];

    /// <summary>Which of the shards, by their order, has a bucket.</summary>
    public int ShardOf(long bucket)
    {
        var installation = _installation ?? throw new InvalidOperationException("Claim the databases first.");
        var id = installation.Map[new Bucket((short)bucket)];
        return _layout.Shards.ToList().FindIndex(s => installation.Shards[s.Name] == id);
    }

    /// <summary>The rows of a table as they are now, wherever they lie.</summary>
    public async Task<RowDigest> DigestAsync(string table, IReadOnlyList<string> columns, bool isShard, CancellationToken ct)
    {
        var digest = new RowDigest();
        using var text = new RowText();
        foreach (var address in isShard ? _layout.Shards : [_layout.Directory])
        {
            var shape = await SchemaShape.ReadAsync(address, ct);
            await using var snapshot = await Snapshot.OpenAsync(address, ct);
            await foreach (var row in snapshot.RowsAsync(new BackupTable(table, columns, shape.Tables[table].Key), ct))
                digest.Add(text.Write(row).Span);
        }

        return digest;
    }

    /// <summary>Brings the databases up to this version's schema and lets nodes start, the directory last.</summary>
    public async Task ReleaseAsync(CancellationToken ct)
    {
        foreach (var (address, plan) in All)
            await Task.Run(() => SchemaMigrator.MigrateAsync(address, plan, contracts: false, Hold, null, ct), ct);
        foreach (var connection in _connections.AsEnumerable().Reverse())
            await SchemaFloor.HoldAsync(connection, null, ct);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
            await connection.DisposeAsync();
    }

    private static async Task RefuseUsedAsync(DatabaseAddress address, StorageLayout layout, CancellationToken ct)
    {
        var state = await SchemaState.ReadAsync(address, ct);
        if (state.Version == 0 || state.Hold == Hold)
            return;
        if (address == layout.Directory && await OlderNodes.ListAsync(address, ct) is { Count: > 0 } nodes)
            throw new StorageSettingsException($"Nodes run on these databases: {string.Join(", ", nodes.Select(n => n.Name))}. Stop them, or wait a minute when they have crashed, then restore.");
        await using var connection = await BackupConnection.OpenAsync(address, ct);
        foreach (var table in (await BackupTables.ListAsync(address, address != layout.Directory, ct)).Where(t => !LeftByAStart.Contains(t.Name)))
        {
            if (await connection.CountAsync($"SELECT COUNT(*) FROM (SELECT 1 FROM {BackupConnection.Quote(address.Dialect, table.Name)} LIMIT 1) AS first", ct) > 0)
                throw new StorageSettingsException($"The database {address.Name} is not empty: its table {table.Name} has rows. Restore into new, empty databases.");
        }
    }

    private static async Task<DbConnection> PrepareAsync(DatabaseAddress address, SchemaPlan plan, BackupSchema schema, CancellationToken ct)
    {
        // Only as far as the backup's databases were: later migrations change its rows as they would have changed them there.
        await Task.Run(() => SchemaMigrator.MigrateAsync(address, plan.Only([.. schema.Applied]), contracts: true, Hold, null, ct), ct);
        var connection = await BackupConnection.OpenAsync(address, ct);
        try
        {
            await SchemaFloor.HoldAsync(connection, Hold, ct);
            if (!(await SchemaState.ReadAsync(address, ct)).Applied.SetEquals(schema.Applied))
                throw new StorageSettingsException($"The database {address.Name} has a newer schema than the backup. Restore into new, empty databases.");
            // An earlier try may have come here already.
            foreach (var table in await BackupTables.ListAsync(address, plan == SchemaPlan.Shard, ct))
                await connection.ExecuteAsync($"DELETE FROM {BackupConnection.Quote(address.Dialect, table.Name)}", ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
