using Collab.Domain.Expiry;
using Collab.Infrastructure.Sharding;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Expiry;

/// <summary>
/// Empties messages whose time has come, every second. Every node does it: whoever comes second finds nothing to do. Nobody waits
/// for it to be rid of a message; what it brings is that open pages, counts, the index and the disk are.
/// </summary>
internal sealed class ExpirySweep(ExpireMessages expire, TimeProvider time, ILogger<ExpirySweep> log) : PeriodicWorker(Pause, time, log)
{
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public override Task<int> RunOnceAsync(CancellationToken ct) => expire.ExecuteAsync(ct);
}
