using Collab.Domain.Shared.Events;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.TownHalls;

/// <summary>Every three seconds, tells the other nodes who looks here, and the pages how many there are in all.</summary>
internal sealed class ViewerWorker(ViewerBoard board, IEventBus bus, TimeProvider time, ILogger<ViewerWorker> log) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TellAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops; the others forget its viewers by themselves.
        }
    }

    private async Task TellAsync(CancellationToken ct)
    {
        try
        {
            if (board.Collect() is { } signal)
                await bus.PublishAsync([signal], ct);
            board.Flush();
        }
#pragma warning disable CA1031 // A number is a convenience that everybody shares: a page or a bus that fails must not end it.
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            log.LogWarning(error, "The number of viewers could not be passed on.");
        }
    }
}
