using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Sharding;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Storage;

/// <summary>Before any other service starts: databases ready, node number leased. After all have stopped: the number given back.</summary>
internal sealed class StorageLifecycle(StorageStartup startup, StorageLayout layout, NodeLease lease, ShardMapReader map, ILogger<StorageLifecycle> log) : IHostedLifecycleService
{
    private readonly Lock _lock = new();
    private Task? _release;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await startup.PrepareAsync(cancellationToken);
        // Real time, whatever clock the program is shown: the lease is between real machines.
        await ClockCheck.RefuseAsync(layout.Directory, TimeProvider.System, cancellationToken);
        await lease.ClaimAsync(cancellationToken);
        // Before anything is served: the map may have changed before the lease told that somebody goes by it.
        await map.RefreshAsync();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // A host may be stopped twice at once, by its owner and by itself. Each stop waits for the one release: whoever comes
    // first would else go on to dispose the directory under it.
    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
            return _release ??= ReleaseAsync(cancellationToken);
    }

    private async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await lease.ReleaseAsync(cancellationToken);
        }
#pragma warning disable CA1031 // Stopping must not fail for this: what is not given back runs out by itself.
        catch (Exception error)
#pragma warning restore CA1031
        {
            log.LogWarning("The node number could not be given back ({Error}); it is free again in a minute.", error.GetType().Name);
        }
    }
}
