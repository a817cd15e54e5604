using Collab.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Sharding;

/// <summary>
/// Takes over a newer shard map within seconds of its commit. A map that puts buckets on a shard which this node's
/// settings do not name is not taken: the node goes on with the one it has, and says so in its log each time.
/// </summary>
internal sealed class ShardMapRefresh(Database<DirectoryContext> directory, ShardRouter router, TimeProvider time, ILogger<ShardMapRefresh> log)
    : PeriodicWorker(TimeSpan.FromSeconds(5), time, log)
{
    /// <summary>Returns 1 when there was a newer map.</summary>
    public override async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var version = await directory.ReadAsync(c => c.Installations.Select(i => i.MapVersion).SingleAsync(ct), ct);
        if (version == router.MapVersion)
            return 0;
        // In one statement, so that map and version are of one commit.
        var rows = await directory.ReadAsync(
            c => (from row in c.BucketMap from installation in c.Installations orderby row.Bucket select new { row.ShardId, installation.MapVersion }).ToListAsync(ct), ct);
        router.Load(new ShardMap(rows[0].MapVersion, [.. rows.Select(r => r.ShardId)]), router.All);
        Log.LogInformation("Shard map {Version} is in use.", router.MapVersion);
        return 1;
    }
}
