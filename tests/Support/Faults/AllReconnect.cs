using System.Diagnostics;
using System.Globalization;
using Collab.Support.Cluster;
using Collab.Support.Crowd;

namespace Collab.Support.Faults;

/// <summary>
/// Thousands lose their connections in the same moment and all come back at once, to places of their own where something
/// was said meanwhile. What it does to everybody else is measured for as long as it lasts.
/// </summary>
public sealed class AllReconnect() : Fault("all-reconnect", 18, "thousands of clients reconnect at once")
{
    /// <summary>So many people stand for all: what is counted is connections.</summary>
    public const int Herd = 250;

    private const int Channels = 40;
    private const int ChannelsOfEach = 8;

    public override FaultNeeds Needs => FaultNeeds.Herd;

    public override TimeSpan Recovery => TimeSpan.FromSeconds(30);

    public override async Task RunAsync(FaultScene scene, CancellationToken ct)
    {
        var count = scene.IsShort ? 500 : 5000;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var people = scene.Cluster.Town.People.TakeLast(Herd).ToArray();
        var places = await SettleAsync(scene, people, ct);
        var herd = Enumerable.Range(0, count).Select(i => new VirtualClient(people[i % Herd], scene.Api, i, scene.Meters, scene.Clock, i)).ToArray();
        var running = Task.WhenAll(herd.Select(c => c.RunAsync(end.Token)));
        try
        {
            await Eventually.TrueAsync(() => herd.All(c => c.IsLive), "the herd is connected", TimeSpan.FromMinutes(3));
            var probe = new PlaceProbe(scene, scene.Places);
            scene.Rest = 3000;
            var before = await probe.MeasureAsync(scene.Lasts(10, 3), ct);
            var back = Stopwatch.StartNew();
            var measuring = probe.MeasureAsync(ComeBackAsync(scene, herd, places, ct), ct);
            var during = await measuring;
            scene.Note($"{count} clients back after {back.Elapsed.TotalSeconds:0.0} s, each follows its places");
            probe.Compare(before, during, factor: 2, "all places");
        }
        finally
        {
            scene.Note($"{herd.Count(c => c.IsLive)} of {count} are live; they had to connect {herd.Sum(c => c.Connects)} times");
            foreach (var (what, times) in scene.Meters.Failures.Where(f => f.Key.Act == Act.Sync))
                scene.Note($"{what.Kind}, {times} times");
            scene.Rest = 300;
            await end.CancelAsync();
            await running;
        }
    }

    private static async Task<IReadOnlyList<long>> SettleAsync(FaultScene scene, Citizen[] people, CancellationToken ct)
    {
        var places = new List<long>();
        for (var i = 0; i < Channels; i++)
        {
            var members = people.Where((_, n) => (i + Channels - n % Channels) % Channels < ChannelsOfEach);
            places.Add(await scene.Hall.ChannelAsync(string.Create(CultureInfo.InvariantCulture, $"herd-{i}"), isPrivate: i % 4 == 3, [.. members], ct));
        }

        return places;
    }

    // True when every one is back and has what was said while it was away.
    private static async Task ComeBackAsync(FaultScene scene, VirtualClient[] herd, IReadOnlyList<long> places, CancellationToken ct)
    {
        var dropped = Stopwatch.StartNew();
        foreach (var client in herd)
            client.Drop();
        foreach (var place in places)
        {
            var body = new { text = "Said while the herd was away", clientKey = string.Create(CultureInfo.InvariantCulture, $"herd-{place}") };
            await scene.Api.GetOkAsync(HttpMethod.Post, $"streams/{place}/messages", scene.Cluster.Town.Owner.Token, body, ct);
        }

        await Eventually.TrueAsync(() => !herd.Any(c => c.IsLive) || dropped.Elapsed > TimeSpan.FromSeconds(1), "the herd has lost its connections");
        await Eventually.TrueAsync(() => herd.All(c => c.IsLive), "the herd is back", TimeSpan.FromMinutes(3));
        if (!await scene.Hall.QuietAsync(places, herd, TimeSpan.FromSeconds(10), ct))
            scene.Wrong($"not everybody of the herd has what was said while it was away");
    }
}
