using System.Globalization;
using Collab.Bench.Reporting;

namespace Collab.Bench.TownHalls;

/// <summary>
/// A town hall on one node: thousands of viewers at <c>/hubs/events</c>, a host who posts, a crowd that reacts. Against the
/// same load with nothing gathered, which carries far fewer: there the number of viewers is what a node still holds.
/// </summary>
internal static class TownHallBench
{
    // A process may have 20,000 files open on many machines: what is left of them for viewers.
    private const int MostViewers = 19_000;

    public static async Task<Report> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var time = TimeSpan.FromSeconds(options.Quick ? 6 : 20);
        var posts = options.Number("posts", 1);
        var reactions = options.Number("reactions", options.Quick ? 200 : 500);
        var viewers = options.Number("viewers", options.Quick ? 2000 : MostViewers);
        var few = options.Number("baseline", options.Quick ? 50 : 200);
        var single = await new HallRun(new HallPlan(few, posts, reactions, time, IsGathered: false)).RunAsync(ct);
        var small = await new HallRun(new HallPlan(few, posts, reactions, time, IsGathered: true)).RunAsync(ct);
        var hall = await new HallRun(new HallPlan(viewers, posts, reactions, time, IsGathered: true)).RunAsync(ct);
        Budget[] budgets =
        [
            new("frames that bring reactions alone, per viewer and second", hall.OtherFramesPerViewer, 1.1, AtLeast: false),
            new($"bytes for one of {few} viewers, gathered / single", small.KiBPerViewer / single.KiBPerViewer, 0.1, AtLeast: false),
            new("readers who do not know what is stored, or saw a version twice or not", hall.Wrong + small.Wrong + single.Wrong, 0, AtLeast: false),
            new("viewers that were lost, or told to read afresh", hall.Lost + hall.Resyncs, 0, AtLeast: false),
            new($"p99 of a post to {viewers} viewers, ms", hall.Arrived.Posts.Percentile(0.99), 1000, AtLeast: false),
        ];
        return new Report(
            "townhall",
            string.Create(CultureInfo.InvariantCulture, $"One node; each viewer a WebSocket of its own, in one generator on the same {Environment.ProcessorCount} processors; reactions through the API; MariaDB with durable commits, Redis"),
            [.. FiguresOf("single events", single), .. FiguresOf("gathered", small), .. FiguresOf("gathered", hall)],
            budgets);
    }

    private static Figure[] FiguresOf(string way, HallResult result)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{way}, {result.Plan.Viewers:N0} viewers: ");
        return
        [
            new(name + "posts", result.Posts, "per second"), new(name + "reactions", result.Reactions, "per second"),
            new(name + "frames", result.FramesPerViewer, "per viewer and second"), new(name + "frames without a post", result.OtherFramesPerViewer, "per viewer and second"),
            new(name + "bytes", result.KiBPerViewer, "KiB per viewer and second"), new(name + "post p50", result.Arrived.Posts.Percentile(0.5), "ms"),
            new(name + "post p99", result.Arrived.Posts.Percentile(0.99), "ms"), new(name + "node", result.Cpu, "processors"), new(name + "generator", result.GeneratorCpu, "processors"),
            new(name + "node while nothing happens", result.CpuWatchingOnly, "processors"), new(name + "node for a viewer", result.CpuPerViewer, "µs per second"),
            new(name + "node's memory", result.MiB, "MiB"),
        ];
    }
}
