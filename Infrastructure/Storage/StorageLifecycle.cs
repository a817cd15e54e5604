using Collab.Infrastructure.Nodes;
using Microsoft.Extensions.Hosting;

namespace Collab.Infrastructure.Storage;

/// <summary>Before any other service starts: databases ready, node number leased. After all have stopped: the number given back.</summary>
internal sealed class StorageLifecycle(StorageStartup startup, NodeLease lease) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await startup.PrepareAsync(cancellationToken);
        await lease.ClaimAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => lease.ReleaseAsync(cancellationToken);
}
