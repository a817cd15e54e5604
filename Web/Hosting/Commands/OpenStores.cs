using Collab.Infrastructure.Nodes;

namespace Collab.Web.Hosting.Commands;

/// <summary>Opens the stores for a command as a node does it, with a number for its ids, and closes them again.</summary>
internal static class OpenStores
{
    /// <summary>Runs the work in between.</summary>
    public static async Task<int> ForAsync(IServiceProvider services, Func<Task<int>> work, CancellationToken ct)
    {
        IHostedLifecycleService[] lifecycles = [.. services.GetServices<IHostedService>().OfType<IHostedLifecycleService>()];
        foreach (var lifecycle in lifecycles)
            await lifecycle.StartingAsync(ct);
        // What takes longer than a lease lasts, on a slow machine, would be left without its number.
        IKeepsNodeNumber[] keepers = [.. services.GetServices<IHostedService>().OfType<IKeepsNodeNumber>()];
        foreach (var keeper in keepers)
            await keeper.StartAsync(ct);
        try
        {
            return await work();
        }
        finally
        {
            foreach (var keeper in keepers)
                await keeper.StopAsync(CancellationToken.None); // the number is given back all the same
            foreach (var lifecycle in lifecycles.Reverse())
                await lifecycle.StoppedAsync(CancellationToken.None); // gives the node's number back, whatever happened
        }
    }
}
