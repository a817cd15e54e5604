using Collab.Domain.Shared.Storage;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Sharding;

namespace Collab.Infrastructure.Storage;

/// <summary>Opens the stores for an operator's command, which is no node: it serves nobody, and makes ids only for what it enters in the audit log.</summary>
public sealed class StorageOpening
{
    private readonly StorageStartup _startup;
    private readonly StorageLayout _layout;
    private readonly NodeLease _lease;
    private readonly ShardMapReader _map;

    internal StorageOpening(StorageStartup startup, StorageLayout layout, NodeLease lease, ShardMapReader map) =>
        (_startup, _layout, _lease, _map) = (startup, layout, lease, map);

    /// <summary>As a node does it at its start.</summary>
    public Task PrepareAsync(CancellationToken ct) => _startup.PrepareAsync(ct);

    /// <summary>The directory alone: a shard that is away is told as away.</summary>
    public Task OpenAsync(CancellationToken ct) => _startup.OpenAsync(ct);

    /// <summary>
    /// Takes a node number, so that ids can be made until the answer is disposed of: at once, because nobody renews it and a
    /// move of a bucket waits for whoever has one. A process that has a number goes on with it. The stores must be open.
    /// </summary>
    public async Task<IAsyncDisposable> TakeNumberAsync(CancellationToken ct)
    {
        if (_lease.IsHeld)
            return new Number(null);
        await ClockCheck.RefuseAsync(_layout.Directory, TimeProvider.System, ct);
        await _lease.ClaimAsync(ct);
        var number = new Number(_lease);
        try
        {
            // A number without a map is that of a node which is too old for moves.
            await _map.RefreshAsync().WaitAsync(ct);
            return number;
        }
        catch
        {
            await number.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Makes the database of a further shard ready; opening the stores then takes it in. On servers it has to be named in
    /// the settings; of an embedded installation it is the next file. What is wrong is a <see cref="StorageSettingsException"/>.
    /// </summary>
    public static async Task AddShardAsync(StorageOptions options, DataFolder folder, string name, CancellationToken ct)
    {
        if (options.Provider == DatabaseDialect.Sqlite)
        {
            await AddFileAsync(options, folder, name, ct);
            return;
        }

        var layout = StorageLayout.From(options, folder.Path);
        var address = layout.Shards.SingleOrDefault(s => s.Name == name) ?? throw new StorageSettingsException(
            $"Collab:Storage:Shards names no shard {name}. Name it there, with the connection string of an empty database, on every node; then add it.");
        await StorageStartup.Reaching(
            address,
            async () =>
            {
                await ServerSettings.CheckAsync(address, ct);
                await Task.Run(() => SchemaMigrator.MigrateAsync(address, SchemaMigrator.ShardTag, ct), ct); // the migration tool works synchronously
            });
    }

    private static async Task AddFileAsync(StorageOptions options, DataFolder folder, string name, CancellationToken ct)
    {
        if (!StorageLayout.IsFile("directory", folder.Path))
            throw new StorageSettingsException($"There is no installation in {folder.Path} yet. Start Collab there once, then add shards.");
        using var turn = await FolderLock.TakeAsync(folder.Path, TimeProvider.System, ct);
        var shards = StorageLayout.From(options, folder.Path).Shards;
        if (shards.Any(s => s.Name == name))
            throw new StorageSettingsException($"{name} is a shard already.");
        var next = StorageLayout.EmbeddedName(shards.Count);
        if (name != next)
            throw new StorageSettingsException($"The next shard of this installation is {next}: files are counted. Run: ./dev shards add {next}");
        await Task.Run(() => SchemaMigrator.MigrateAsync(StorageLayout.File(name, folder.Path), SchemaMigrator.ShardTag, ct), ct);
    }

    private sealed class Number(NodeLease? lease) : IAsyncDisposable
    {
        // It is given back whatever happens.
        public async ValueTask DisposeAsync() => await (lease?.ReleaseAsync(CancellationToken.None) ?? Task.CompletedTask);
    }
}
