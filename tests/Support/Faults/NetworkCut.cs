using Collab.Support.Servers;

namespace Collab.Support.Faults;

/// <summary>
/// Nothing passes between one node and its stores, in both directions or in one. The node has a network of its own whose
/// packets the kernel drops; where there can be none, what passes on wires is held.
/// </summary>
public sealed class NetworkCut(bool bothWays) : Fault(
    bothWays ? "network-cut" : "network-cut-one-way", 12, $"the network between a node and its stores cut, {(bothWays ? "both ways" : "answers only, then requests only")}")
{
    public override FaultNeeds Needs => NetworkSpace.Obstacle is null ? FaultNeeds.Network : FaultNeeds.Any;

    public override async Task RunAsync(FaultScene scene, CancellationToken ct)
    {
        var node = scene.Random.Next(2);
        (bool Requests, bool Answers)[] cuts = bothWays ? [(true, true)] : [(false, true), (true, false)];
        foreach (var (requests, answers) in cuts)
        {
            await CutAsync(scene.Cluster, node, requests, answers, ct);
            await Task.Delay(scene.Lasts(20, 6), ct);
            await MendAsync(scene.Cluster, node, ct);
        }

        if (NetworkSpace.Obstacle is { } obstacle)
            scene.Note($"wires were held, because {obstacle}");
    }

    private static async Task CutAsync(Cluster.CollabCluster cluster, int node, bool requests, bool answers, CancellationToken ct)
    {
        if (cluster.Networks.Count > 0)
        {
            await cluster.Networks[node].CutAsync(requests, answers, ct);
            return;
        }

        foreach (var wire in cluster.Wires[node].All)
            wire.Hold(toServer: requests, toClient: answers);
    }

    private static async Task MendAsync(Cluster.CollabCluster cluster, int node, CancellationToken ct)
    {
        if (cluster.Networks.Count > 0)
            await cluster.Networks[node].MendAsync(ct);
        foreach (var wire in cluster.Wires[node].All)
            wire.Release();
    }
}
