using Collab.Bench.Reporting;
using Collab.Domain.Shared;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Sharding;
using Collab.Support.Servers;
using Collab.Support.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Bench.Posting;

/// <summary>
/// Posts of 64 concurrent senders on MariaDB with durable commits, against the same rows written without any check by
/// raw group inserts, and against one transaction per message.
/// </summary>
internal static class PostBench
{
    private const int Senders = 64;
    private const int Channels = 40;

    private const string Raw = "raw group inserts of the same rows, no checks";
    private const string Grouped = "message store, grouped writer";
    private const string Whole = "whole use case (access, Markdown, store)";
    private const string Single = "one transaction per message";

    public static async Task<Report> RunAsync(BenchOptions options, CancellationToken ct)
    {
        // As a server for thousands of people is set up; with the tests' 32 MiB of log it would stop to write pages every other second.
        await using var server = new MariaDbFixture { Options = new MariaDbOptions { BufferPoolMegabytes = 2048, LogMegabytes = 1024 } };
        await using var installation = new MariaDbInstallation(server, Real);
        await installation.StartAsync(ct);
        var house = await PostHouse.BuildAsync(installation.Services, Channels, Senders, ct);
        var (warmUp, measured) = options.Quick ? (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2.5)) : (TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(12));

        await using var raw = new RawGroupInserts(installation.Services);
        // Alternating rounds: what else the machine does hits all.
        var ways = new Dictionary<string, Func<int, Task>>
        {
            [Raw] = caller => raw.InsertAsync(house.NextView(caller)),
            [Grouped] = caller => house.PostAsync(caller, ct),
            [Whole] = caller => house.PostAsUseCaseAsync(caller, ct),
            [Single] = caller => house.PostSinglyAsync(caller, ct),
        };
        using var cpu = new CpuClock((await server.ServerAsync()).ProcessId);
        var results = ways.Keys.ToDictionary(way => way, _ => new List<Round>());
        for (var round = 0; round < (options.Quick ? 2 : 3); round++)
        {
            foreach (var (way, act) in ways)
            {
                // No hosted service runs here, so nobody else renews the lease that ids rest on.
                await installation.Get<NodeLease>().RenewAsync(ct);
                var before = cpu.Read();
                var loop = await ClosedLoop.RunAsync(Senders, warmUp, measured, act, ct);
                var (own, database) = cpu.Read().PerAct(before, loop.Acts);
                results[way].Add(new Round(loop.PerSecond, loop.P50, loop.P99, own, database));
            }
        }

        await house.VerifyAsync(ct);
        var crowd = await new CrowdComparison(house, installation, installation.Get<ShardRouter>().All[0].Database.Address.ConnectionString).MeasureAsync(options, ct);
        await house.VerifyAsync(ct);
        return Summarize(crowd, results.ToDictionary(way => way.Key, way => Middle(way.Value)), await MeasureFilesAsync(options, ct));
    }

    // The same on files: what a small installation gets. There is no server beside it whose rows could be a baseline.
    private static async Task<Figure[]> MeasureFilesAsync(BenchOptions options, CancellationToken ct)
    {
        await using var installation = new SqliteInstallation(Real);
        await installation.StartAsync(ct);
        var house = await PostHouse.BuildAsync(installation.Services, Channels, Senders, ct);
        var (warmUp, measured) = options.Quick ? (TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1.5)) : (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(8));
        var grouped = await ClosedLoop.RunAsync(Senders, warmUp, measured, caller => house.PostAsync(caller, ct), ct);
        var single = await ClosedLoop.RunAsync(Senders, warmUp, measured, caller => house.PostSinglyAsync(caller, ct), ct);
        await house.VerifyAsync(ct);
        return
        [
            new($"SQLite: {Grouped}", grouped.PerSecond, "messages/s"),
            new($"SQLite: {Grouped}: p99", grouped.P99, "ms"),
            new($"SQLite: {Single}", single.PerSecond, "messages/s"),
            new("SQLite: grouped writer / one transaction per message", grouped.PerSecond / single.PerSecond, "times"),
        ];
    }

    private static void Real(IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IRateLimits, NoLimits>();
    }

    private static Report Summarize((Figure[] Figures, Budget[] Budgets) crowd, Dictionary<string, Round> results, Figure[] files)
    {
        var (raw, grouped, whole, single) = (results[Raw], results[Grouped], results[Whole], results[Single]);
        return new Report(
            "post",
            $"{Senders} senders, {Channels} channels, 4 shards on one MariaDB, durable commits, 100-byte messages, client and server on the same machine",
            [
                .. results.SelectMany(way => Figures(way.Key, way.Value)),
                new Figure("whole use case / grouped writer", whole.PerSecond / grouped.PerSecond, "times"),
                .. crowd.Figures,
                .. files,
            ],
            [
                new Budget("grouped writer / raw group inserts", grouped.PerSecond / raw.PerSecond, 0.6, AtLeast: true),
                new Budget("grouped writer / one transaction per message", grouped.PerSecond / single.PerSecond, 5, AtLeast: true),
                new Budget("p99 of the grouped writer, ms", grouped.P99, 20, AtLeast: false),
                .. crowd.Budgets,
            ]);
    }

    private static Figure[] Figures(string way, Round round) =>
    [
        new(way, round.PerSecond, "messages/s"),
        new($"{way}: p50", round.P50, "ms"),
        new($"{way}: p99", round.P99, "ms"),
        new($"{way}: processor time here", round.OwnCpu, "µs/message"),
        new($"{way}: processor time of the database", round.DatabaseCpu, "µs/message"),
    ];

    private static Round Middle(List<Round> rounds) => new(
        Median(rounds.Select(r => r.PerSecond)),
        Median(rounds.Select(r => r.P50)),
        Median(rounds.Select(r => r.P99)),
        Median(rounds.Select(r => r.OwnCpu)),
        Median(rounds.Select(r => r.DatabaseCpu)));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private sealed record Round(double PerSecond, double P50, double P99, double OwnCpu, double DatabaseCpu);

    private sealed class NoLimits : IRateLimits
    {
        public Result<Done> Take(Domain.Shared.Ids.UserId user, RateKind kind) => Done.Value;
    }
}
