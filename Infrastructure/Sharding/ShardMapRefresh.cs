using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Sharding;

/// <summary>
/// Takes over a newer shard map within a second of its commit; whoever finds a bucket closed asks at once. A map that puts
/// buckets on a shard which this node's settings do not name is not taken: the node goes on with the one it has, and says
/// so in its log each time.
/// </summary>
internal sealed class ShardMapRefresh(ShardMapReader map, TimeProvider time, ILogger<ShardMapRefresh> log) : PeriodicWorker(TimeSpan.FromSeconds(1), time, log)
{
    /// <summary>Returns 1 when there was a newer map.</summary>
    public override async Task<int> RunOnceAsync(CancellationToken ct) => await map.RefreshAsync().WaitAsync(ct) ? 1 : 0;
}
