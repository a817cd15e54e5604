using Collab.Domain.Shards;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Sharding.Moves;

/// <summary>
/// Works on planned moves, and takes over those whose process has died: a bucket that it left closed is open again within
/// seconds, whoever closed it.
/// </summary>
internal sealed class MoveWorker(IShardAdministration shards, TimeProvider time, ILogger<MoveWorker> log) : PeriodicWorker(TimeSpan.FromSeconds(1), time, log)
{
    /// <summary>For how long a source keeps its rows after the last node has taken the new map over: longer than any read, and than relays look back.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    public override async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var done = 0;
        while (await shards.WorkAsync(null, Grace, ct) is { Error: null })
            done++;
        return done;
    }
}
