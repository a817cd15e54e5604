using System.Globalization;
using Collab.Support.Servers;

namespace Collab.Support.Cluster;

/// <summary>
/// What a company runs, on one machine: nodes before MariaDB on two servers, with Redis between them, and people in it. Or
/// what a small one runs: one node, with everything in its data folder.
/// </summary>
public sealed class CollabCluster : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("collab-cluster-");
    private readonly List<WebNode> _nodes = [];
    private readonly List<NodeWires> _wires = [];
    private readonly List<NetworkSpace> _networks = [];
    private ClusterStores? _stores;

    private CollabCluster()
    {
    }

    /// <summary>The servers, where there are some.</summary>
    public ClusterStores Stores => _stores ?? throw new InvalidOperationException("Everything is in the node's data folder.");

    public IReadOnlyList<WebNode> Nodes => _nodes;

    /// <summary>The wires of each node; empty when there are none.</summary>
    public IReadOnlyList<NodeWires> Wires => _wires;

    /// <summary>The network of each node; empty when they have none of their own.</summary>
    public IReadOnlyList<NetworkSpace> Networks => _networks;

    /// <summary>The disk under the data folder, where everything is in it.</summary>
    public SmallDisk? DataDisk { get; private set; }

    public Town Town { get; private set; } = null!; // set by StartAsync, the only way in

    public static async Task<CollabCluster> StartAsync(ClusterOptions options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(options);
        var cluster = new CollabCluster();
        try
        {
            if (options.EmbeddedMegabytes is { } megabytes)
            {
                await cluster.EmbedAsync(options, megabytes, ct);
                return cluster;
            }

            cluster._stores = await ClusterStores.StartAsync(options.Database, options.SecondDatabase ?? options.Database, ct);
            cluster.Town = await Settlement.FoundAsync(cluster.Stores.Settings(), options.People, ct);
            for (var i = 0; i < options.Nodes; i++)
                await cluster.AddNodeAsync(options, i, ct);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>A folder for what belongs to the cluster and goes with it.</summary>
    public string NewFolder(string name) => _folder.CreateSubdirectory(name).FullName;

    public async ValueTask DisposeAsync()
    {
        // Wires that are held would keep nodes from stopping.
        _wires.SelectMany(w => w.All).ToList().ForEach(wire => wire.Release());
        await Task.WhenAll(_nodes.Select(async node =>
        {
            await node.KillAsync();
            await node.DisposeAsync();
        }));
        foreach (var thing in (IEnumerable<IAsyncDisposable>)[.. _wires, .. _networks])
            await thing.DisposeAsync();
        if (_stores is not null)
            await _stores.DisposeAsync();
        if (DataDisk is not null)
            await DataDisk.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task EmbedAsync(ClusterOptions options, int megabytes, CancellationToken ct)
    {
        var data = NewFolder("node-1");
        DataDisk = await SmallDisk.MountAsync(data, megabytes, null, ct);
        Town = await Settlement.FoundAsync(new Dictionary<string, string> { ["Collab:Data"] = data }, options.People, ct);
        var settings = new Dictionary<string, string>([.. ClusterStores.NoLimits, .. options.Settings]);
        _nodes.Add(await WebNode.StartAsync(new WebNodeOptions("node-1", data) { Settings = settings }, ct));
    }

    private async Task AddNodeAsync(ClusterOptions options, int index, CancellationToken ct)
    {
        var network = options.HasNetworks ? await NetworkSpace.MakeAsync(_folder.FullName, ct) : null;
        if (network is not null)
            _networks.Add(network);
        if (options.HasWires)
            _wires.Add(NodeWires.To(Stores, network));
        var name = string.Create(CultureInfo.InvariantCulture, $"node-{index + 1}");
        var settings = Stores.Settings(options.HasWires ? _wires[index] : null);
        foreach (var (key, value) in options.Settings.Concat(options.Special(index)))
            settings[key] = value;
        _nodes.Add(await WebNode.StartAsync(
            new WebNodeOptions(name, Path.Combine(_folder.FullName, name)) { Settings = settings, Program = options.Program, Network = network, Host = network?.Inside.ToString() ?? "127.0.0.1" }, ct));
    }
}
