using System.Diagnostics;
using System.Globalization;
using Collab.Bench.Reporting;
using Collab.Support;
using Collab.Support.Cluster;
using Collab.Support.Crowd;

namespace Collab.Bench.TownHalls;

/// <summary>
/// One hall: everybody is seated and watches, the host posts at a steady rate, people react to the newest messages at
/// another, some take it back. Then all is still, and what viewers know is compared with what is stored.
/// </summary>
internal sealed class HallRun(HallPlan plan)
{
    private const int Readers = 50;
    private const int Reactors = 32;
    private const string Text = "Welcome to the town hall, everybody. Next we hear about the harbor, the new line and the numbers of the quarter";
    private static readonly string[] Emoji = ["👍", "🎉", "❤️", "🚀", "👏", "🔥"];
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    private long _number;
    private volatile long[] _newest = [];
    private long _reactions;
    private double _cpuWatchingOnly;

    public async Task<HallResult> RunAsync(CancellationToken ct)
    {
        var settings = new Dictionary<string, string>
        {
            ["Collab:Hub:Clients"] = "30000",
            ["Collab:TownHall:Viewers"] = (plan.IsGathered ? Math.Min(1000, plan.Viewers) : int.MaxValue).ToString(CultureInfo.InvariantCulture),
        };
        await using var cluster = await CollabCluster.StartAsync(new ClusterOptions { Nodes = 1, People = plan.Viewers, Settings = settings }, ct);
        using var api = new ApiClient([cluster.Nodes[0].Address]);
        var stream = await new TownHall(cluster.Town, api).ChannelAsync("town-hall", isPrivate: false, cluster.Town.People, ct);
        await PostAsync(api, cluster, stream, ct);
        await using var audience = new Audience();
        await audience.ComeAsync(cluster.Nodes[0].Address, cluster.Town.People, Readers, stream, ct);
        using var clock = new CpuClock(cluster.Nodes[0].ProcessId);
        _cpuWatchingOnly = await WatchAsync(clock, ct);

        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        // What has begun is waited for: a request that is given up may still be stored, after the comparison.
        var acting = Task.WhenAll([PostingAsync(api, cluster, stream, end.Token, ct), .. Enumerable.Range(0, Reactors).Select(i => ReactingAsync(api, cluster, stream, i, end.Token, ct))]);
        await Task.Delay(WarmUp, ct);
        audience.Take();
        var (cpu, reactions, posts, watch) = (clock.Read(), Interlocked.Read(ref _reactions), Interlocked.Read(ref _number), Stopwatch.StartNew());
        await Task.Delay(plan.Time, ct);
        var seconds = watch.Elapsed.TotalSeconds;
        var (arrived, after) = (audience.Take(), clock.Read());
        reactions = Interlocked.Read(ref _reactions) - reactions;
        posts = Interlocked.Read(ref _number) - posts;
        using var node = Process.GetProcessById(cluster.Nodes[0].ProcessId);
        var memory = node.WorkingSet64 / 1024.0 / 1024;
        await end.CancelAsync();
        await acting;
        var wrong = await CompareAsync(api, cluster, stream, audience, ct);
        return new HallResult(
            plan, seconds, posts / seconds, reactions / seconds, arrived, (after.Server - cpu.Server) / watch.Elapsed, (after.Own - cpu.Own) / watch.Elapsed, _cpuWatchingOnly, memory, wrong, audience.Resyncs, audience.Lost);
    }

    private static async Task<double> WatchAsync(CpuClock clock, CancellationToken ct)
    {
        // Their sidebars are still on their way.
        await Task.Delay(TimeSpan.FromSeconds(5), ct);
        var (before, watch) = (clock.Read(), Stopwatch.StartNew());
        await Task.Delay(TimeSpan.FromSeconds(5), ct);
        return (clock.Read().Server - before.Server) / watch.Elapsed;
    }

    private async Task PostingAsync(ApiClient api, CollabCluster cluster, long stream, CancellationToken end, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / plan.PostsPerSecond));
        try
        {
            while (await timer.WaitForNextTickAsync(end))
                await PostAsync(api, cluster, stream, ct);
        }
        catch (OperationCanceledException)
        {
            // The hall is over.
        }
    }

    private async Task PostAsync(ApiClient api, CollabCluster cluster, long stream, CancellationToken ct)
    {
        var body = new { text = Text, clientKey = Happened.NewKey("h", Interlocked.Increment(ref _number), Stopwatch.GetTimestamp()) };
        var posted = await api.GetOkAsync(HttpMethod.Post, $"streams/{stream}/messages", cluster.Town.Owner.Token, body, ct);
        _newest = [.. _newest.TakeLast(2), posted.GetProperty("seq").GetInt64()];
    }

    // Each of them acts at her share of the rate, and drops what she cannot keep up with.
    private async Task ReactingAsync(ApiClient api, CollabCluster cluster, long stream, int number, CancellationToken end, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds((double)Reactors / plan.ReactionsPerSecond));
        var random = new Random(number);
        var given = new Queue<(string Token, string Path)>();
        try
        {
            while (await timer.WaitForNextTickAsync(end))
            {
                var takesBack = given.Count > 20 && random.Next(10) == 0;
                var (token, path) = takesBack ? given.Dequeue() : NewReaction(cluster, stream, random);
                await api.GetOkAsync(takesBack ? HttpMethod.Delete : HttpMethod.Put, path, token, null, ct);
                Interlocked.Increment(ref _reactions);
                if (!takesBack)
                    given.Enqueue((token, path));
            }
        }
        catch (OperationCanceledException)
        {
            // The hall is over.
        }
    }

    private (string Token, string Path) NewReaction(CollabCluster cluster, long stream, Random random)
    {
        var newest = _newest;
        var seq = newest[random.Next(newest.Length)];
        return (cluster.Town.People[random.Next(cluster.Town.People.Count)].Token, $"streams/{stream}/messages/{seq}/reactions/{Uri.EscapeDataString(Emoji[random.Next(Emoji.Length)])}");
    }

    private static async Task<int> CompareAsync(ApiClient api, CollabCluster cluster, long stream, Audience audience, CancellationToken ct)
    {
        var head = await api.GetOkAsync(HttpMethod.Get, $"streams/{stream}", cluster.Town.Owner.Token, null, ct);
        var version = head.GetProperty("version").GetInt64();
        try
        {
            await Eventually.TrueAsync(() => audience.Readers.All(r => r.Version >= version), "every reader has every event", TimeSpan.FromSeconds(60));
        }
        catch (TimeoutException)
        {
            // Who has not is counted below.
        }

        var stored = new Dictionary<long, string>();
        for (var seq = head.GetProperty("lastSeq").GetInt64(); seq > 0 && stored.Count < 60; seq--)
            stored[seq] = Seen.Line(await api.GetOkAsync(HttpMethod.Get, $"streams/{stream}/messages/{seq}", cluster.Town.Owner.Token, null, ct));
        return audience.Readers.Count(r => r.Version != version || r.Faults > 0 || stored.Any(s => r.Of(s.Key) is { } known && known != s.Value));
    }
}

/// <summary>How a hall is held.</summary>
/// <param name="Viewers">How many watch.</param>
/// <param name="PostsPerSecond">By the host.</param>
/// <param name="ReactionsPerSecond">By all others.</param>
/// <param name="Time">How long it is measured.</param>
/// <param name="IsGathered">False: every event to every viewer, as in any other place.</param>
internal sealed record HallPlan(int Viewers, double PostsPerSecond, int ReactionsPerSecond, TimeSpan Time, bool IsGathered);

/// <summary>What was seen of it.</summary>
/// <param name="Cpu">Processors that the node kept busy.</param>
/// <param name="GeneratorCpu">Processors that the viewers and the crowd kept busy.</param>
/// <param name="CpuWatchingOnly">The same while nothing happened.</param>
/// <param name="Wrong">Readers who do not know at the end what is stored, or who saw a version twice or not at all.</param>
internal sealed record HallResult(
    HallPlan Plan, double Seconds, double Posts, double Reactions, Arrived Arrived, double Cpu, double GeneratorCpu, double CpuWatchingOnly, double MiB, int Wrong, long Resyncs, int Lost)
{
    private double ViewerSeconds => Plan.Viewers * Seconds;

    public double FramesPerViewer => Arrived.Frames / ViewerSeconds;

    /// <summary>Frames that brought reactions alone.</summary>
    public double OtherFramesPerViewer => (Arrived.Frames - Arrived.FramesOfPosts) / ViewerSeconds;

    public double KiBPerViewer => Arrived.Bytes / 1024.0 / ViewerSeconds;

    /// <summary>Microseconds of the node for one viewer and second.</summary>
    public double CpuPerViewer => Cpu * 1e6 / Plan.Viewers;
}
