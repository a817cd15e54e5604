using System.Diagnostics;
using System.Globalization;
using System.Text;
using Collab.Bench.Reporting;
using Collab.Support;
using Collab.Support.Cluster;
using Collab.Support.Crowd;
using Collab.Support.Processes;

namespace Collab.Bench.Fanout;

/// <summary>
/// One message to N programs at <c>/hubs/events</c>, against a bare WebSocket broadcast of the same bytes, in turns: the
/// next one is sent when everybody has the last one. And rooms of 10, 64 and 500 in which up to 32 post in a closed loop.
/// </summary>
internal static class FanoutBench
{
    // A live peer on such a machine, and we want twice its rate: posts per second.
    private static readonly (int Size, double Peer)[] Rooms = [(10, 1456), (64, 544), (500, 88)];

    public static async Task<Report> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var clients = options.Number("clients", options.Quick ? 1000 : 5000);
        var time = TimeSpan.FromSeconds(options.Quick ? 3 : 8);
        await using var cluster = await CollabCluster.StartAsync(new ClusterOptions { Nodes = 1, People = clients }, ct);
        using var api = new ApiClient([cluster.Nodes[0].Address]);
        var hall = new TownHall(cluster.Town, api);
        var (figures, budgets) = (new List<Figure>(), new List<Budget>());
        foreach (var (size, peer) in Rooms)
        {
            var room = await new Room(cluster, api, hall, size).RunAsync(time, ct);
            figures.AddRange(
            [
                new($"room of {size}: posts", room.PostsPerSecond, "per second"), new($"room of {size}: deliveries", room.PostsPerSecond * size, "per second"),
                new($"room of {size}: delivery p50", room.P50, "ms"), new($"room of {size}: delivery p99", room.P99, "ms"),
            ]);
            budgets.Add(new Budget($"room of {size}: posts/s, twice the peer's", room.PostsPerSecond, 2 * peer, AtLeast: true));
        }

        var (hub, bare, hubCpu) = await new Broadcast(cluster, api, hall, clients).RunAsync(time, options.Quick ? 1 : 3, ct);
        figures.AddRange([.. FiguresOf("hub", hub), .. FiguresOf("bare broadcast", bare), new("hub: processor time of the node", hubCpu, "µs/delivery")]);
        budgets.Add(new Budget("hub / bare broadcast, deliveries/s", hub.PerSecond / bare.PerSecond, 0.5, AtLeast: true));
        budgets.Add(new Budget($"p99 of a delivery to {clients} programs, ms", hub.P99, 250, AtLeast: false));
        return new Report(
            "fanout",
            string.Create(CultureInfo.InvariantCulture, $"{clients:N0} programs in one channel on one node; MariaDB with durable commits, Redis; generator on the same {Environment.ProcessorCount} processors"),
            figures,
            budgets);
    }

    private static Figure[] FiguresOf(string way, LoopResult result) =>
        [new($"{way}: deliveries", result.PerSecond, "per second"), new($"{way}: p50", result.P50, "ms"), new($"{way}: p99", result.P99, "ms")];
}
