namespace Collab.Support.Faults;

/// <summary>The power of one node goes.</summary>
public sealed class NodeKilled() : Fault("node-killed", 1, "kill -9 of a web node amid sends")
{
    public override bool IsInShortForm => true;

    public override async Task RunAsync(FaultScene scene, CancellationToken ct)
    {
        var victim = scene.Cluster.Nodes[scene.Random.Next(2)];
        await victim.KillAsync();
        // Nobody waits for it to come back: its people must be live on the other one.
        var without = await scene.LiveAsync(Recovery + TimeSpan.FromSeconds(30));
        scene.Note($"live on the other node after {without.TotalSeconds:0.0} s");
        if (without > Recovery)
            scene.Wrong($"its people were back on the other node only after {without.TotalSeconds:0.0} s");
        await victim.StartAgainAsync(ct);
    }
}
