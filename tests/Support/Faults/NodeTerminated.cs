using System.Diagnostics;

namespace Collab.Support.Faults;

/// <summary>An operator stops a node under load.</summary>
public sealed class NodeTerminated() : Fault("node-terminated", 21, "SIGTERM of a web node under load")
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    public override bool IsInShortForm => true;

    public override async Task RunAsync(FaultScene scene, CancellationToken ct)
    {
        var node = scene.Cluster.Nodes[scene.Random.Next(2)];
        var clock = Stopwatch.StartNew();
        node.Terminate();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Bound + TimeSpan.FromSeconds(30));
        await node.ExitedAsync(patience.Token);
        scene.Note($"it was gone after {clock.Elapsed.TotalSeconds:0.0} s");
        if (clock.Elapsed > Bound)
            scene.Wrong($"draining took {clock.Elapsed.TotalSeconds:0.0} s, more than {Bound.TotalSeconds:0}");
        await node.StartAgainAsync(ct);
    }
}
