using System.Net;
using Collab.Support.Servers;

namespace Collab.Support.Cluster;

/// <summary>The wires of one node.</summary>
/// <param name="At">Where they begin, as the node sees it.</param>
/// <param name="First">To the first database server.</param>
/// <param name="Second">To the second one.</param>
/// <param name="Redis">To Redis.</param>
public sealed record NodeWires(IPAddress At, Wire First, Wire Second, Wire Redis) : IAsyncDisposable
{
    /// <param name="stores">Where they lead.</param>
    /// <param name="network">The node's own, when it has one.</param>
    public static NodeWires To(ClusterStores stores, NetworkSpace? network)
    {
        ArgumentNullException.ThrowIfNull(stores);
        var at = network?.Outside ?? IPAddress.Loopback;
        return new(at, new Wire(stores.First.Port, at), new Wire(stores.Second.Port, at), new Wire(stores.Redis.Port, at));
    }

    public IEnumerable<Wire> All => [First, Second, Redis];

    public async ValueTask DisposeAsync()
    {
        foreach (var wire in All)
            await wire.DisposeAsync();
    }
}
