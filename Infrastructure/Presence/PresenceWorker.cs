using Collab.Domain.Shared.Events;
using Microsoft.Extensions.Hosting;

namespace Collab.Infrastructure.Presence;

/// <summary>Sends and receives presence once a second, and everybody every half minute.</summary>
internal sealed class PresenceWorker(PresenceBoard board, IEventBus bus, TimeProvider time) : BackgroundService
{
    private const int WholeEvery = 30;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        try
        {
            for (var tick = 0; await timer.WaitForNextTickAsync(stoppingToken); tick++)
            {
                board.Flush();
                if (board.Collect(tick % WholeEvery == 0) is { } signal)
                    await bus.PublishAsync([signal], stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The node stops; the others forget its people by themselves.
        }
    }
}
