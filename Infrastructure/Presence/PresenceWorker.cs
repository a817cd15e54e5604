using Collab.Domain.Presence;
using Collab.Domain.Shared.Events;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Presence;

/// <summary>
/// Sends and receives presence once a second, sums every ten seconds, and notes once a minute who was seen. What fails is
/// logged, and the next second tries again.
/// </summary>
internal sealed class PresenceWorker(PresenceBoard board, IEventBus bus, ILastSeenStore lastSeen, TimeProvider time, ILogger<PresenceWorker> log) : BackgroundService
{
    private const int SumEvery = 10;

    private static readonly TimeSpan BetweenSavings = TimeSpan.FromMinutes(1);

    private Task _saving = Task.CompletedTask;
    private long _savedAt = time.GetTimestamp();

    /// <summary>The last ones are noted too: whoever is moved to another node was seen on this one.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _saving;
        await GuardAsync(() => SaveSeenAsync(cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        try
        {
            for (var tick = 1; await timer.WaitForNextTickAsync(stoppingToken); tick++)
            {
                await GuardAsync(() =>
                {
                    board.Flush();
                    return Task.CompletedTask;
                });
                await GuardAsync(() => SendAsync(tick % SumEvery == 0, stoppingToken));
                // Beside it: a directory that answers slowly must not hold presence up.
                if (_saving.IsCompleted && time.GetElapsedTime(_savedAt) >= BetweenSavings)
                {
                    _savedAt = time.GetTimestamp();
                    _saving = GuardAsync(() => SaveSeenAsync(stoppingToken));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The node stops; the others forget its people by themselves.
        }
    }

    private async Task SendAsync(bool isDue, CancellationToken ct)
    {
        if (board.Collect(isDue) is { Count: > 0 } signals)
            await bus.PublishAsync(signals, ct);
    }

    private async Task SaveSeenAsync(CancellationToken ct)
    {
        if (board.TakeSeen() is { Count: > 0 } seen)
            await lastSeen.SaveAsync(seen, ct);
    }

    private async Task GuardAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
#pragma warning disable CA1031 // Presence is a convenience that everybody shares: a page, a bus or a store that fails must not end it.
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            log.LogWarning(error, "Presence could not be passed on.");
        }
        catch (OperationCanceledException)
        {
            // The node stops.
        }
    }
}
