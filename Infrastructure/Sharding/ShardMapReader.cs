using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Sharding;

/// <summary>
/// Takes over a newer shard map, and tells in the node's lease which map the node goes by: what has moved away is deleted
/// only when nobody looks there any more. A map that puts buckets on a shard which this node cannot find is not taken.
/// </summary>
internal sealed class ShardMapReader(
    Database<DirectoryContext> directory, ShardRouter router, NodeLease lease, StorageLayout layout, DataFolder folder, ILogger<ShardMapReader> log)
{
    private readonly Lock _lock = new();
    private Task<bool>? _running;
    private (long Version, string Shards) _told;

    /// <summary>True when there was a newer map. Whoever asks while the directory is being asked shares the answer.</summary>
    public Task<bool> RefreshAsync()
    {
        lock (_lock)
        {
            if (_running is null or { IsCompleted: true })
                _running = ReadAsync();
            return _running;
        }
    }

    /// <summary>Looks for shards that were added since, also when the map does not use them yet.</summary>
    public Task FindShardsAsync(CancellationToken ct) => LoadAsync(ct);

    // It serves all who wait: nobody's patience counts.
    private async Task<bool> ReadAsync()
    {
        var ct = CancellationToken.None;
        var version = await directory.ReadAsync(c => c.Installations.Select(i => i.MapVersion).SingleAsync(ct), ct);
        var isNewer = version != router.MapVersion;
        if (isNewer)
            await LoadAsync(ct);
        await TellAsync(ct);
        return isNewer;
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        // In one statement, so that map and version are of one commit.
        var rows = await directory.ReadAsync(
            c => (from row in c.BucketMap from installation in c.Installations orderby row.Bucket select new { row.ShardId, installation.MapVersion }).ToListAsync(ct), ct);
        var map = new ShardMap(rows[0].MapVersion, [.. rows.Select(r => r.ShardId)]);
        router.Load(map, await WithNewFilesAsync(ct));
        log.LogInformation("Shard map {Version} is in use.", router.MapVersion);
    }

    // A file that was added while this node runs is found in the data folder; a server has to be named in the settings.
    private async Task<IReadOnlyList<Shard>> WithNewFilesAsync(CancellationToken ct)
    {
        if (!DataFolder.IsNeededBy(layout))
            return router.All;
        var known = router.All.Select(s => s.Id).ToHashSet();
        var names = await directory.ReadAsync(c => c.ShardNames.Where(s => !known.Contains(s.ShardId)).OrderBy(s => s.ShardId).Take(1024).ToListAsync(ct), ct);
        return [.. router.All, .. names.Where(n => StorageLayout.IsFile(n.Name, folder.Path))
            .Select(n => new Shard(n.ShardId, new Database<ShardContext>(StorageLayout.File(n.Name, folder.Path))))];
    }

    private async Task TellAsync(CancellationToken ct)
    {
        var told = (router.MapVersion, string.Join(',', router.All.Select(s => s.Id)));
        if (told != _told && await lease.TellMapAsync(told.MapVersion, told.Item2, ct))
            _told = told;
    }
}
