using Collab.Infrastructure.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Infrastructure.Tests.Streams;

/// <summary>
/// Renews the lease that a node's ids rest on until disposed, as the hosted service of a running node does: real time
/// passes also while a test installation's clock stands still, and a slow machine may need more than the lease lasts.
/// </summary>
internal sealed class LeaseKeeper : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _over = new();
    private readonly Task _running;

    private LeaseKeeper(NodeLease lease) => _running = RunAsync(lease);

    /// <summary>Renews at once, and from then on.</summary>
    public static async Task<LeaseKeeper> StartAsync(IServiceProvider node, CancellationToken ct)
    {
        var lease = node.GetRequiredService<NodeLease>();
        await lease.RenewAsync(ct);
        return new LeaseKeeper(lease);
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _over.Dispose();
    }

    private async Task RunAsync(NodeLease lease)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(_over.Token))
            await lease.RenewAsync(_over.Token);
    }
}
