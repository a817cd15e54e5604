using System.Runtime.InteropServices;

namespace Collab.Web.Hosting.Draining;

/// <summary>Stops the host on a signal, after draining; a second signal stops it at once.</summary>
internal sealed class DrainLifetime(IHostApplicationLifetime application, Drain drain) : IHostLifetime, IDisposable
{
    private readonly CancellationTokenSource _hurry = new();
    private readonly List<PosixSignalRegistration> _signals = [];

    /// <inheritdoc />
    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT })
            _signals.Add(PosixSignalRegistration.Create(signal, OnSignal));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public void Dispose()
    {
        _signals.ForEach(signal => signal.Dispose());
        _hurry.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        // A person at the keyboard does not want to wait for others.
        if (drain.IsStopping || context.Signal == PosixSignal.SIGINT)
            _hurry.Cancel();
        // The signal's thread must not be held; what goes wrong is logged by the drain, and the host stops all the same.
        _ = Task.Run(StopAsync);
    }

    private async Task StopAsync()
    {
        try
        {
            await drain.RunAsync(_hurry.Token);
        }
        finally
        {
            application.StopApplication();
        }
    }
}
