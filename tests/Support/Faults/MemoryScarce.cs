using Collab.Support.Crowd;

namespace Collab.Support.Faults;

/// <summary>Little memory, and ten times as many posts as usual, in bursts.</summary>
public sealed class MemoryScarce() : Fault("memory-scarce", 24, "200 MB of heap, bursts of ten times the posts")
{
    private const int More = 9 * FaultScene.Writers;

    public override FaultNeeds Needs => FaultNeeds.LittleMemory;

    public override async Task RunAsync(FaultScene scene, CancellationToken ct)
    {
        var before = scene.Cluster.Nodes.Select(n => n.ProcessId).ToArray();
        for (var burst = 0; burst < (scene.IsShort ? 1 : 3); burst++)
        {
            using var end = new CancellationTokenSource(scene.Lasts(8, 4));
            await Task.WhenAll(Enumerable.Range(0, More).Select(async number =>
            {
                var writer = new Writer(scene.Clients[number % FaultScene.Writers], scene.Api, scene.Journal, scene.Meters, $"b{burst}x{number}");
                while (!end.IsCancellationRequested)
                    await writer.SendAsync(scene.Places[number % scene.Places.Count], new string('x', 2000), byHub: number % 2 == 0, ct);
            }));
            await Task.Delay(TimeSpan.FromSeconds(1), ct);
        }

        foreach (var ((act, kind), count) in scene.Meters.Failures)
            scene.Note($"{act}: {kind}, {count} times");
        foreach (var node in scene.Cluster.Nodes.Where(n => n.HasExited))
            scene.Wrong($"{node.Name} has ended: {node.LogTail}");
        scene.Note($"{scene.Journal.Count} messages, nodes {string.Join(" and ", before)} lived");
    }
}
