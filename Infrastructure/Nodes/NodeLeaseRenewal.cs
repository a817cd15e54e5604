using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Nodes;

/// <summary>Renews the node's lease. A node that has lost it must not make ids any more, and stops.</summary>
internal sealed class NodeLeaseRenewal(NodeLease lease, IHostApplicationLifetime host, ILogger<NodeLeaseRenewal> log)
    : BackgroundService, IKeepsNodeNumber
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(2);

    /// <summary>Renews once. Returns when to come again; null when the lease is lost.</summary>
    public async Task<TimeSpan?> RunOnceAsync(CancellationToken ct)
    {
        try
        {
            if (await lease.RenewAsync(ct))
                return Interval;
        }
        catch (Exception error) when (error is not OperationCanceledException && lease.IsHeld)
        {
            log.LogWarning(error, "The lease of node {Node} could not be renewed; it is tried again while it lasts.", lease.Node);
            return RetryInterval;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "The directory did not answer in time to renew the lease of node {Node}.", lease.Node);
        }

        log.LogCritical("The lease of node {Node} is lost: this process stops, so that no id is made twice.", lease.Node);
        host.StopApplication();
        return null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (TimeSpan? wait = Interval; wait is { } pause; wait = await RunOnceAsync(stoppingToken))
            await Task.Delay(pause, stoppingToken);
    }
}
