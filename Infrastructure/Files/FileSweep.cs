using Collab.Domain.Files;
using Collab.Infrastructure.Sharding;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Files;

/// <summary>Deletes files that nobody sent in the end, every half hour. Several nodes may do it at once: what one has deleted the other does not find.</summary>
internal sealed class FileSweep(SweepFiles sweep, TimeProvider time, ILogger<FileSweep> log) : PeriodicWorker(TimeSpan.FromMinutes(30), time, log)
{
    public override Task<int> RunOnceAsync(CancellationToken ct) => sweep.ExecuteAsync(ct);
}
