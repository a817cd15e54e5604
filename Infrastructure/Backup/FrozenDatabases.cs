using System.Globalization;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Migrations;

namespace Collab.Infrastructure.Backup;

/// <summary>All databases of an installation as they were at one moment: nothing that spans two of them is there by half.</summary>
internal sealed class FrozenDatabases : IAsyncDisposable
{
    private readonly Snapshot _directory;
    private readonly IReadOnlyList<Snapshot> _shards;
    private readonly DateTimeOffset _takenAt;
    private readonly Dictionary<string, HashSet<long>> _owned = new(StringComparer.Ordinal);
    private readonly List<BackupSource> _sources = [];
    private long _mapVersion;
    private SchemaState _directoryState = new(new HashSet<long>(), 0, null);
    private SchemaState _shardState = new(new HashSet<long>(), 0, null);

    private FrozenDatabases(Snapshot directory, IReadOnlyList<Snapshot> shards, DateTimeOffset takenAt) => (_directory, _shards, _takenAt) = (directory, shards, takenAt);

    public Snapshot Directory => _directory;

    public IReadOnlyList<Snapshot> Shards => _shards;

    public static async Task<FrozenDatabases> OpenAsync(StorageLayout layout, TimeProvider time, CancellationToken ct)
    {
        FrozenDatabases opened;
        await using (await DirectoryFreeze.BeginAsync(layout.Directory, ct))
        {
            var snapshots = await Task.WhenAll(layout.Shards.Prepend(layout.Directory).Select(address => Snapshot.OpenAsync(address, ct)));
            opened = new FrozenDatabases(snapshots[0], snapshots[1..], time.GetUtcNow());
        }

        try
        {
            await opened.ReadLayoutAsync(layout, ct);
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>Every table of every database, with how many rows it has.</summary>
    public async Task<IReadOnlyList<(Snapshot Source, BackupTable Table, long Rows)>> WorkAsync(CancellationToken ct)
    {
        var work = new List<(Snapshot, BackupTable, long)>();
        foreach (var source in _shards.Prepend(_directory))
        {
            foreach (var table in await BackupTables.ListAsync(source.Address, isShard: source != _directory, ct))
                work.Add((source, table, await source.CountAsync($"SELECT COUNT(*) FROM {BackupConnection.Quote(source.Address.Dialect, table.Name)}", ct)));
        }

        return work;
    }

    /// <summary>Tells of a bucket whether the map has put it on this shard.</summary>
    public Func<long, bool> Owns(Snapshot source) => _owned.TryGetValue(source.Address.Name, out var buckets) ? buckets.Contains : _ => true;

    public BackupManifest Describe(IReadOnlyList<BackupEntry> tables, IReadOnlyList<BackupKey> keys) => new()
    {
        Format = BackupManifest.FormatWithoutFiles,
        TakenAt = _takenAt,
        MapVersion = _mapVersion,
        DirectorySchema = new BackupSchema([.. _directoryState.Applied.Order()], _directoryState.OldestCode),
        ShardSchema = new BackupSchema([.. _shardState.Applied.Order()], _shardState.OldestCode),
        Sources = _sources,
        Tables = tables,
        Keys = keys,
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var snapshot in _shards.Append(_directory))
            await snapshot.DisposeAsync();
    }

    private async Task ReadLayoutAsync(StorageLayout layout, CancellationToken ct)
    {
        var versions = await _directory.ListAsync("SELECT map_version FROM installation", r => r.GetInt64(0), ct);
        if (versions.Count == 0)
            throw new StorageSettingsException("No node has ever run on these databases: there is nothing to back up.");
        _mapVersion = versions[0];
        var homes = await _directory.ListAsync(
            "SELECT b.bucket, s.name FROM bucket_map b INNER JOIN shard s ON s.shard_id = b.shard_id",
            r => (Bucket: Convert.ToInt64(r.GetValue(0), CultureInfo.InvariantCulture), Shard: r.GetString(1)), ct);
        foreach (var shard in layout.Shards)
            _owned[shard.Name] = [.. homes.Where(h => h.Shard == shard.Name).Select(h => h.Bucket)];
        if (_owned.Values.Sum(o => o.Count) != homes.Count)
            throw new StorageSettingsException("The shard map puts buckets on a shard that Collab:Storage:Shards does not name: name all shards, and try again.");
        _directoryState = await SchemaState.ReadAsync(layout.Directory, ct);
        _shardState = await SchemaState.ReadAsync(layout.Shards[0], ct);
        foreach (var shard in layout.Shards.Skip(1))
        {
            if (!(await SchemaState.ReadAsync(shard, ct)).Applied.SetEquals(_shardState.Applied))
                throw new StorageSettingsException($"The shards {layout.Shards[0].Name} and {shard.Name} have different schemas. Run: ./dev db migrate");
        }

        foreach (var source in _shards.Prepend(_directory))
            _sources.Add(await DescribeAsync(source, ct));
    }

    private async Task<BackupSource> DescribeAsync(Snapshot source, CancellationToken ct)
    {
        var position = source == _directory ? 0 : await source.CountAsync("SELECT COALESCE(MAX(event_id), 0) FROM outbox", ct);
        var binlog = await source.BinlogAsync(ct);
        return new BackupSource(source.Address.Name, source.Address.Dialect.ToString(), position, binlog?.File, binlog?.Position);
    }
}
