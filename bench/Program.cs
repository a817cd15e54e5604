using System.Globalization;
using Collab.Bench.Circuits;
using Collab.Bench.Fanout;
using Collab.Bench.Faults;
using Collab.Bench.Hidden;
using Collab.Bench.Load;
using Collab.Bench.Posting;
using Collab.Bench.Presences;
using Collab.Bench.Recalls;
using Collab.Bench.Receipts;
using Collab.Bench.Reporting;
using Collab.Bench.Searching;
using Collab.Bench.Sidebars;
using Collab.Bench.Syncs;
using Collab.Bench.TownHalls;

namespace Collab.Bench;

/// <summary><c>./dev bench NAME [--quick] [--json]</c> and <c>./dev faults</c>. Exit code 0 only when every budget and law holds.</summary>
internal static class Program
{
    private static readonly Dictionary<string, Bench> Benches = new(StringComparer.Ordinal)
    {
        ["circuits"] = new(CircuitsBench.RunAsync),
        ["fanout"] = new(FanoutBench.RunAsync, "clients"),
        ["hidden"] = new(HiddenBench.RunAsync, "messages"),
        ["load"] = new(LoadBench.RunAsync, "people", "minutes", "nodes", "seed"),
        ["post"] = new(PostBench.RunAsync),
        ["presence"] = new(PresenceBench.RunAsync, "people"),
        ["recall"] = new(RecallBench.RunAsync, "clients", "recalls"),
        ["receipts"] = new(ReceiptsBench.RunAsync),
        ["search"] = new(SearchBench.RunAsync, "messages", "keep"),
        ["sidebar"] = new(SidebarBench.RunAsync),
        ["sync"] = new(SyncBench.RunAsync),
        ["townhall"] = new(TownHallBench.RunAsync, "viewers", "baseline", "posts", "reactions"),
    };

    public static async Task<int> Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        if (args is ["faults", .. var faults])
            return await FaultsCommand.RunAsync(faults, stop.Token);
        if (args is [BareBroadcaster.Verb, var port])
            return await BareBroadcaster.ServeAsync(int.Parse(port, CultureInfo.InvariantCulture));
        if (args.Length == 0 || !Benches.TryGetValue(args[0], out var bench))
        {
            await Console.Error.WriteLineAsync($"There is no such bench. Known: {string.Join(", ", Benches.Keys)}");
            return 2;
        }

        var (options, problem) = BenchOptions.Parse(args[1..], bench.Numbers);
        if (options is null)
        {
            await Console.Error.WriteLineAsync(problem);
            return 2;
        }

        var report = await bench.RunAsync(options, stop.Token);
        report.Print(args.Contains("--json"));
        return report.BudgetsHold ? 0 : 1;
    }

    private sealed record Bench(Func<BenchOptions, CancellationToken, Task<Report>> RunAsync, params string[] Numbers);
}
