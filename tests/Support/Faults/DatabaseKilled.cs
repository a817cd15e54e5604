namespace Collab.Support.Faults;

/// <summary>The power of one database server goes while it commits.</summary>
public sealed class DatabaseKilled() : Fault("database-killed", 2, "kill -9 of a database server amid commits")
{
    public override bool IsInShortForm => true;

    public override async Task RunAsync(FaultScene scene, CancellationToken ct)
    {
        await scene.Cluster.Stores.Second.CrashAsync();
        await Task.Delay(scene.Lasts(8, 3), ct);
        await scene.Cluster.Stores.Second.StartAgainAsync(ct);
    }
}
