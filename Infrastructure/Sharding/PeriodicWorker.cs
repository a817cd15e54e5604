using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Sharding;

/// <summary>Work that is done again and again while the node runs. A failed round is logged, and the next one tries again.</summary>
internal abstract class PeriodicWorker(TimeSpan interval, TimeProvider time, ILogger log) : BackgroundService
{
    /// <summary>One round; returns how much was done.</summary>
    public abstract Task<int> RunOnceAsync(CancellationToken ct);

    protected ILogger Log => log;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await RunSafelyAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops; whatever is left is found by the next one.
        }
    }

    private async Task RunSafelyAsync(CancellationToken ct)
    {
        try
        {
            await RunOnceAsync(ct);
        }
#pragma warning disable CA1031 // A database that is away for a while must not end the work for ever.
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            log.LogWarning(error, "{Worker} failed; it tries again in {Interval}.", GetType().Name, interval);
        }
    }
}
