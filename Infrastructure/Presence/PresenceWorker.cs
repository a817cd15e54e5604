using Collab.Domain.Shared.Events;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Presence;

/// <summary>Sends and receives presence once a second, and everybody every half minute. What fails is logged, and the next second tries again.</summary>
internal sealed class PresenceWorker(PresenceBoard board, IEventBus bus, TimeProvider time, ILogger<PresenceWorker> log) : BackgroundService
{
    private const int WholeEvery = 30;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        try
        {
            for (var tick = 0; await timer.WaitForNextTickAsync(stoppingToken); tick++)
            {
                await GuardAsync(() =>
                {
                    board.Flush();
                    return Task.CompletedTask;
                });
                await GuardAsync(() => SendAsync(tick % WholeEvery == 0, stoppingToken));
            }
        }
        catch (OperationCanceledException)
        {
            // The node stops; the others forget its people by themselves.
        }
    }

    private async Task SendAsync(bool whole, CancellationToken ct)
    {
        if (board.Collect(whole) is { } signal)
            await bus.PublishAsync([signal], ct);
    }

    private async Task GuardAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
#pragma warning disable CA1031 // Presence is a convenience that everybody shares: a page or a bus that fails must not end it.
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            log.LogWarning(error, "Presence could not be passed on.");
        }
    }
}
