namespace Collab.Support.Faults;

/// <summary>Each second the connections to Redis break, and what it answers comes late.</summary>
public sealed class RedisFlapping() : Fault("redis-flapping", 6, "Redis slow, its connections dropped every second")
{
    public override async Task RunAsync(FaultScene scene, CancellationToken ct)
    {
        var connects = scene.Clients.Sum(c => c.Connects);
        var seconds = (int)scene.Lasts(30, 6).TotalSeconds;
        for (var second = 0; second < seconds; second++)
        {
            foreach (var wires in scene.Cluster.Wires)
            {
                wires.Redis.Latency = TimeSpan.FromMilliseconds(100);
                wires.Redis.Break();
            }

            await Task.Delay(TimeSpan.FromSeconds(1), ct);
        }

        foreach (var wires in scene.Cluster.Wires)
            wires.Redis.Latency = TimeSpan.Zero;
        var again = scene.Clients.Sum(c => c.Connects) - connects;
        scene.Note($"{again} clients connected again in {seconds} s");
        if (again > 0)
            scene.Wrong($"people lost their connections {again} times because Redis did");
    }
}
