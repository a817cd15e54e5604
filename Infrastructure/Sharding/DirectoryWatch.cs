using Collab.Domain.Shared.Storage;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Realtime;
using Collab.Infrastructure.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Sharding;

/// <summary>
/// Looks at the directory's server as <see cref="ShardWatch"/> does at the shards'. Nearly every act asks it for a right, and
/// those who ask together share a query: one that hangs in a network that was cut would hold up everybody until the kernel
/// tries again, long after the network is back. While it is away they are told at once instead.
/// </summary>
internal sealed class DirectoryWatch(Database<DirectoryContext> directory, InProcessBus local, Troubles troubles, ILogger<DirectoryWatch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Looks once; afterwards the directory is away or not.</summary>
    public async Task LookAsync(ShardProbe probe, CancellationToken ct)
    {
        if (await probe.FailureAsync(ct) is { } failure)
        {
            if (directory.Reach.Lose())
                log.LogError("The directory does not answer: whatever needs a right is temporarily unavailable. {Error}", failure);
            troubles.Begin(directory.Address.Name);
            return;
        }

        if (!directory.Reach.Regain())
            return;
        troubles.End(directory.Address.Name);
        log.LogWarning("The directory answers again.");
        local.ReportGap();
    }

    // The time between real machines is real time, whatever clock the program is shown.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (directory.Address.Dialect != DatabaseDialect.MySql)
            return;
        await using var probe = new ShardProbe(directory.Address);
        try
        {
            for (; ; await LookAsync(probe, stoppingToken))
                await directory.Reach.WaitAsync(Interval, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops.
        }
    }
}
