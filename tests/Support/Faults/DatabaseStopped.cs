namespace Collab.Support.Faults;

/// <summary>One database server answers nothing for a while; its connections stay open.</summary>
public sealed class DatabaseStopped() : Fault("database-stopped", 3, "a database server stopped")
{
    public override async Task RunAsync(FaultScene scene, CancellationToken ct)
    {
        var others = scene.Places.Except(await scene.OnSecondAsync(ct)).ToArray();
        var probe = new PlaceProbe(scene, others);
        var before = await probe.MeasureAsync(scene.Lasts(8, 3), ct);
        scene.Cluster.Stores.Second.Pause();
        try
        {
            var during = await probe.MeasureAsync(scene.Lasts(60, 10), ct);
            probe.Compare(before, during, factor: 3, "the other server's places");
        }
        finally
        {
            scene.Cluster.Stores.Second.Resume();
        }
    }
}
