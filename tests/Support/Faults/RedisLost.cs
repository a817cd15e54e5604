namespace Collab.Support.Faults;

/// <summary>Redis goes and comes back empty.</summary>
public sealed class RedisLost() : Fault("redis-lost", 5, "Redis stopped, started empty")
{
    public override bool IsInShortForm => true;

    public override async Task RunAsync(FaultScene scene, CancellationToken ct)
    {
        await scene.Cluster.Stores.Redis.CrashAsync();
        try
        {
            var without = await scene.LiveAsync(TimeSpan.FromSeconds(30));
            scene.Note($"live without Redis after {without.TotalSeconds:0.0} s");
            await Task.Delay(scene.Lasts(50, 2), ct);
        }
        finally
        {
            await scene.Cluster.Stores.Redis.StartAgainAsync(ct);
        }
    }
}
