using Collab.Domain.Nodes;
using Collab.Web.Hosting.Draining;

namespace Collab.Web.Hosting.Nodes;

/// <summary>Every five seconds tells the registry that this node lives, and hears from it whether to drain.</summary>
internal sealed class NodeHeartbeat(
    INodeRegistry registry, NodeFigures figures, Drain drain, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<NodeHeartbeat> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private bool _isSilent;

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await registry.LeaveAsync(cancellationToken);
        }
#pragma warning disable CA1031 // Stopping must not fail for this: the others see the silence.
        catch (Exception error)
#pragma warning restore CA1031
        {
            log.LogWarning("The node could not be struck off the registry ({Error}).", error.GetType().Name);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await StartedAsync(stoppingToken);
            using var timer = new PeriodicTimer(Interval, time);
            do
                await BeatAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    private async Task BeatAsync(CancellationToken ct)
    {
        try
        {
            await drain.HoldAsync(await registry.BeatAsync(figures.Read(), ct));
            _isSilent = false;
        }
#pragma warning disable CA1031 // A directory that is away for a while must not end the signs of life for ever.
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            if (!_isSilent)
                log.LogWarning(error, "The registry of nodes cannot be written; it is tried again every few seconds.");
            _isSilent = true;
        }
    }

    // Only then is the port known.
    private async Task StartedAsync(CancellationToken ct)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var told = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(ct);
    }
}
