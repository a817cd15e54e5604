using Collab.Domain.Holds;
using Collab.Infrastructure.Sharding;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Holds;

/// <summary>Lets go of what released holds had kept, every ten seconds; a node that finds no released hold does nothing.</summary>
internal sealed class HeldSweep(SweepHeld sweep, TimeProvider time, ILogger<HeldSweep> log) : PeriodicWorker(TimeSpan.FromSeconds(10), time, log)
{
    public override Task<int> RunOnceAsync(CancellationToken ct) => sweep.ExecuteAsync(ct);
}
