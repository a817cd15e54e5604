using Collab.Bench.Circuits;
using Collab.Bench.Posting;
using Collab.Bench.Reporting;

namespace Collab.Bench;

/// <summary><c>./dev bench NAME [--quick] [--json]</c>. Exit code 0 only when every budget holds.</summary>
internal static class Program
{
    private static readonly Dictionary<string, Func<BenchOptions, CancellationToken, Task<Report>>> Benches = new(StringComparer.Ordinal)
    {
        ["circuits"] = CircuitsBench.RunAsync,
        ["post"] = PostBench.RunAsync,
    };

    public static async Task<int> Main(string[] args)
    {
        if (args.Length == 0 || !Benches.TryGetValue(args[0], out var bench))
        {
            await Console.Error.WriteLineAsync($"There is no such bench. Known: {string.Join(", ", Benches.Keys)}");
            return 2;
        }

        if (args.Skip(1).FirstOrDefault(a => a is not ("--quick" or "--json")) is { } unknown)
        {
            await Console.Error.WriteLineAsync($"bench does not know '{unknown}': --quick and --json are its options.");
            return 2;
        }

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        var report = await bench(new BenchOptions(args.Contains("--quick")), stop.Token);
        report.Print(args.Contains("--json"));
        return report.BudgetsHold ? 0 : 1;
    }
}
