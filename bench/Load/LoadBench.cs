using System.Diagnostics;
using System.Globalization;
using Collab.Bench.Reporting;
using Collab.Support;
using Collab.Support.Cluster;
using Collab.Support.Crowd;
using Collab.Support.Oracle;
using Collab.Support.Servers;

namespace Collab.Bench.Load;

/// <summary>
/// Thousands of people at work over several nodes for some minutes, and then the proof: nothing lost, nothing doubled,
/// one order, counts right, nothing to outsiders. Writes <c>artifacts/load/report.html</c>.
/// </summary>
internal static class LoadBench
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);

    public static async Task<Report> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var people = options.Number("people", options.Quick ? 200 : 2000);
        var nodes = options.Number("nodes", 2);
        var seed = options.Number("seed", 1);
        var seconds = options.Numbers.TryGetValue("minutes", out var minutes) ? minutes * 60 : options.Quick ? 15 : 180;
        await using var cluster = await CollabCluster.StartAsync(
            new ClusterOptions { Nodes = nodes, People = people, Database = new MariaDbOptions { BufferPoolMegabytes = 256, LogMegabytes = 128 } }, ct);
        await using var run = new LoadRun(cluster, seed, TimeSpan.FromSeconds(seconds), Window);
        var result = await run.RunAsync(ct);
        var folder = Directory.CreateDirectory(Path.Combine(SourceTree.Root, "artifacts", "load")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "report.html"), LoadPage.Write(result), ct);
        foreach (var line in result.Verdict.Lines().Concat(result.Wrongs))
            await Console.Error.WriteLineAsync(line);
        return Summarize(result);
    }

    private static Report Summarize(LoadResult result)
    {
        Figure[] TimesOf(Act act) =>
            result.Meters.Total(act) is { } t ? [new($"{act}: count", t.Count, ""), new($"{act}: p50", t.Percentile(0.5), "ms"), new($"{act}: p99", t.Percentile(0.99), "ms")] : [];
        return new Report(
            "load",
            result.Conditions + "; the report is artifacts/load/report.html",
            [
                .. Enum.GetValues<Act>().SelectMany(TimesOf),
                new Figure("failures, tried again", result.Meters.Failures.Values.Sum(), "times"),
                .. result.Processes.Select(p => new Figure($"{p.Name}: processor", p.Cpu.DefaultIfEmpty().Average(), "% of one")),
                .. result.Processes.Select(p => new Figure($"{p.Name}: memory at most", p.MiB.DefaultIfEmpty().Max(), "MiB")),
            ],
            [
                .. Enum.GetValues<Invariant>().Select(i => new Budget($"broken: {i.ToString().ToLowerInvariant()}", result.Verdict.Wrong(i), 0, AtLeast: false)),
                new Budget("broken otherwise", result.Wrongs.Count, 0, AtLeast: false),
            ]);
    }
}
