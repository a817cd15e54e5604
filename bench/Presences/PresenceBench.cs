using System.Diagnostics;
using System.Globalization;
using Collab.Bench.Reporting;
using Collab.Support.Cluster;
using Collab.Support.Crowd;

namespace Collab.Bench.Presences;

/// <summary>
/// Ten thousand people online on two nodes, each told of the forty whom her screen shows: what it costs when nothing
/// happens, when people change, when many networks blink, and how long it takes until a dead node's people have faded.
/// The same changes among a tenth of the people are the baseline: a change must not cost more where more are online.
/// </summary>
internal static class PresenceBench
{
    private const int Nodes = 2;
    private const int ChangesPerSecond = 50;

    public static async Task<Report> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var people = options.Number("people", options.Quick ? 1000 : 10_000);
        var time = TimeSpan.FromSeconds(options.Quick ? 5 : 15);
        var few = await MeasureAsync(people / 10, time, ct);
        var many = await MeasureAsync(people, time, ct);
        return new Report(
            "presence",
            string.Create(CultureInfo.InvariantCulture, $"{Nodes} nodes, Redis between them; each person a WebSocket of her own that follows {Crowd.Seen} others; {ChangesPerSecond} statuses set per second; generator on the same {Environment.ProcessorCount} processors"),
            [.. FiguresOf(few), .. FiguresOf(many)],
            [
                new Budget($"processors of both nodes while nothing happens, {people:N0} online", many.CpuStill, 0.2, AtLeast: false),
                new Budget("told / those who follow the changed", many.Told, 1.01, AtLeast: false),
                new Budget("the same, at least", many.Told, 0.99, AtLeast: true),
                new Budget($"processor time for each who is told, {people:N0} / {people / 10:N0} online", many.MicrosecondsPerTold / few.MicrosecondsPerTold, 1.5, AtLeast: false),
                new Budget("p99 from a change to its being told, ms", many.P99, 1000, AtLeast: false),
                new Budget($"told of {people / 10:N0} people whose network blinked", many.ToldOfBlinks, 0, AtLeast: false),
                new Budget("seconds until a dead node's people have faded", many.FadedAfter, 90, AtLeast: false),
                new Budget("connections lost", many.Lost, 0, AtLeast: false),
            ]);
    }

    private static async Task<Seen> MeasureAsync(int people, TimeSpan time, CancellationToken ct)
    {
        var settings = new Dictionary<string, string> { ["Collab:Hub:Clients"] = "30000" };
        await using var cluster = await CollabCluster.StartAsync(new ClusterOptions { Nodes = Nodes, People = people, Settings = settings }, ct);
        using var api = new ApiClient([.. cluster.Nodes.Select(n => n.Address)]);
        var citizens = cluster.Town.People.Take(people).ToArray();
        await using var crowd = await Crowd.ComeAsync(cluster, citizens, ct);

        var (idle, clock) = (CpuOf(cluster), Stopwatch.StartNew());
        await Task.Delay(time, ct);
        var still = (CpuOf(cluster) - idle) / clock.Elapsed;

        crowd.TakeTimes();
        var (before, cpu, changing) = (crowd.Frames, CpuOf(cluster), Stopwatch.StartNew());
        var wanted = await ChangeAsync(api, crowd, citizens, time, ct);
        await crowd.StillAsync(ct);
        var (told, times) = (crowd.Frames - before, crowd.TakeTimes());
        // Without what it costs that they are there.
        var spent = CpuOf(cluster) - cpu - (changing.Elapsed * still);

        var had = crowd.Frames;
        await crowd.BlinkAsync(people / 10, ct);
        // Longer than the grace: those who had not come back would be told of.
        await Task.Delay(TimeSpan.FromSeconds(8), ct);
        var blinks = crowd.Frames - had;
        var lost = crowd.Lost;

        var faded = await KillAsync(cluster, crowd);
        return new Seen(people, still, (double)told / wanted, spent.TotalMicroseconds / told, times.Percentile(0.5), times.Percentile(0.99), blinks, faded, lost);
    }

    // Each says what she is doing; her text tells when she said it. Returns how many are to be told.
    private static async Task<long> ChangeAsync(ApiClient api, Crowd crowd, Citizen[] people, TimeSpan time, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / ChangesPerSecond));
        var (wanted, number, acts) = (0L, 0, new List<Task>());
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < time && await timer.WaitForNextTickAsync(ct); number++)
        {
            var person = number * 7 % people.Length;
            wanted += crowd.Followers[person];
            var status = new { text = string.Create(CultureInfo.InvariantCulture, $"since {Stopwatch.GetTimestamp()}") };
            acts.Add(api.GetOkAsync(HttpMethod.Put, "me/status", people[person].Token, status, ct));
        }

        await Task.WhenAll(acts);
        return wanted;
    }

    private static async Task<double> KillAsync(CollabCluster cluster, Crowd crowd)
    {
        var (wanted, clock) = (crowd.Frames + crowd.SeenAcross(from: 0, on: 1), Stopwatch.StartNew());
        await cluster.Nodes[0].KillAsync();
        await crowd.UntilAsync(wanted, TimeSpan.FromSeconds(120));
        return clock.Elapsed.TotalSeconds;
    }

    private static TimeSpan CpuOf(CollabCluster cluster) =>
        cluster.Nodes.Aggregate(TimeSpan.Zero, (sum, node) =>
        {
            using var process = Process.GetProcessById(node.ProcessId);
            return sum + process.TotalProcessorTime;
        });

    private static Figure[] FiguresOf(Seen seen)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{seen.People:N0} online: ");
        return
        [
            new(name + "nodes while nothing happens", seen.CpuStill, "processors"), new(name + "told / followers", seen.Told, ""),
            new(name + "nodes for each who is told", seen.MicrosecondsPerTold, "µs"), new(name + "change told, p50", seen.P50, "ms"),
            new(name + "change told, p99", seen.P99, "ms"), new(name + "told of blinks", seen.ToldOfBlinks, "frames"),
            new(name + "a dead node's people faded after", seen.FadedAfter, "s"),
        ];
    }

    private sealed record Seen(
        int People, double CpuStill, double Told, double MicrosecondsPerTold, double P50, double P99, long ToldOfBlinks, double FadedAfter, int Lost);
}
