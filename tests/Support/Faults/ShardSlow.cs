namespace Collab.Support.Faults;

/// <summary>One database server takes half a second for each statement.</summary>
public sealed class ShardSlow() : Fault("shard-slow", 4, "one database server slowed by 500 ms per statement")
{
    public override async Task RunAsync(FaultScene scene, CancellationToken ct)
    {
        var others = scene.Places.Except(await scene.OnSecondAsync(ct)).ToArray();
        var probe = new PlaceProbe(scene, others);
        var before = await probe.MeasureAsync(scene.Lasts(15, 3), ct);
        foreach (var wires in scene.Cluster.Wires)
            wires.Second.Latency = TimeSpan.FromMilliseconds(500);
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(2), ct);
            var during = await probe.MeasureAsync(scene.Lasts(30, 6), ct);
            probe.Compare(before, during, factor: 1.5, "the other server's places");
        }
        finally
        {
            foreach (var wires in scene.Cluster.Wires)
                wires.Second.Latency = TimeSpan.Zero;
        }
    }
}
