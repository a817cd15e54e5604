using Collab.Support.Crowd;

namespace Collab.Support.Faults;

/// <summary>Thousands lose their connections in the same moment and all come back at once.</summary>
public sealed class AllReconnect() : Fault("all-reconnect", 18, "thousands of clients reconnect at once")
{
    public override TimeSpan Recovery => TimeSpan.FromSeconds(30);

    public override async Task RunAsync(FaultScene scene, CancellationToken ct)
    {
        var count = scene.IsShort ? 500 : 5000;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        // Few people stand for many: what is counted is connections.
        var herd = Enumerable.Range(0, count)
            .Select(i => new VirtualClient(scene.Clients[i % scene.Clients.Count].Who, scene.Api, i, scene.Meters, scene.Clock, i)).ToArray();
        var running = Task.WhenAll(herd.Select(c => c.RunAsync(end.Token)));
        try
        {
            await Eventually.TrueAsync(() => herd.All(c => c.IsLive), "the herd is connected", TimeSpan.FromMinutes(3));
            var probe = new PlaceProbe(scene, scene.Places);
            scene.Rest = 3000;
            var before = await probe.MeasureAsync(scene.Lasts(10, 3), ct);
            var measuring = probe.MeasureAsync(scene.Lasts(15, 5), ct);
            foreach (var client in herd)
                client.Drop();
            var back = System.Diagnostics.Stopwatch.StartNew();
            await Eventually.TrueAsync(() => !herd.Any(c => c.IsLive) || back.Elapsed > TimeSpan.FromSeconds(1), "the herd has lost its connections");
            await Eventually.TrueAsync(() => herd.All(c => c.IsLive), "the herd is back", TimeSpan.FromMinutes(3));
            scene.Note($"{count} clients back after {back.Elapsed.TotalSeconds:0.0} s, each follows its places");
            probe.Compare(before, await measuring, factor: 2, "all places");
        }
        finally
        {
            scene.Rest = 300;
            await end.CancelAsync();
            await running;
        }
    }
}
