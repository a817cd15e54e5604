using Collab.Bench.Reporting;
using Collab.Domain.Shared;
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

    public static async Task<Report> RunAsync(BenchOptions options, CancellationToken ct)
    {
        await using var server = new MariaDbFixture();
        await using var installation = new MariaDbInstallation(server, services =>
        {
            services.AddSingleton(TimeProvider.System);
            services.AddSingleton<IRateLimits, NoLimits>();
        });
        await installation.StartAsync(ct);
        var house = await PostHouse.BuildAsync(installation.Services, Channels, Senders, ct);
        var (warmUp, measured) = options.Quick ? (TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(3)) : (TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(12));

        await using var raw = new RawGroupInserts(installation.Services);
        var rounds = new List<(LoopResult Raw, LoopResult Grouped)>();
        // Alternating rounds: what else the machine does hits both.
        for (var round = 0; round < (options.Quick ? 2 : 3); round++)
        {
            var asRaw = await ClosedLoop.RunAsync(Senders, warmUp, measured, caller => raw.InsertAsync(house.NextView(caller)), ct);
            var grouped = await ClosedLoop.RunAsync(Senders, warmUp, measured, caller => house.PostAsync(caller, ct), ct);
            rounds.Add((asRaw, grouped));
        }

        var whole = await ClosedLoop.RunAsync(Senders, warmUp, measured, caller => house.PostAsUseCaseAsync(caller, ct), ct);
        var single = await ClosedLoop.RunAsync(Senders, warmUp, measured, caller => house.PostSinglyAsync(caller, ct), ct);
        await house.VerifyAsync(ct);
        return Summarize(rounds, whole, single);
    }

    private static Report Summarize(List<(LoopResult Raw, LoopResult Grouped)> rounds, LoopResult whole, LoopResult single)
    {
        var raw = Median(rounds.Select(r => r.Raw.PerSecond));
        var grouped = Median(rounds.Select(r => r.Grouped.PerSecond));
        var p99 = Median(rounds.Select(r => r.Grouped.P99));
        return new Report(
            "post",
            $"{Senders} senders, {Channels} channels, 4 shards on one MariaDB, durable commits, 100-byte messages, client and server on the same machine",
            [
                new Figure("raw group inserts of the same rows, no checks", raw, "messages/s"),
                new Figure("message store, grouped writer", grouped, "messages/s"),
                new Figure("message store, p50", Median(rounds.Select(r => r.Grouped.P50)), "ms"),
                new Figure("message store, p99", p99, "ms"),
                new Figure("whole use case (access, Markdown, store)", whole.PerSecond, "messages/s"),
                new Figure("whole use case, p99", whole.P99, "ms"),
                new Figure("one transaction per message", single.PerSecond, "messages/s"),
                new Figure("one transaction per message, p99", single.P99, "ms"),
            ],
            [
                new Budget("grouped writer / raw group inserts", grouped / raw, 0.6, AtLeast: true),
                new Budget("grouped writer / one transaction per message", grouped / single.PerSecond, 5, AtLeast: true),
                new Budget("p99 of the grouped writer, ms", p99, 20, AtLeast: false),
            ]);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private sealed class NoLimits : IRateLimits
    {
        public Result<Done> Take(Domain.Shared.Ids.UserId user, RateKind kind) => Done.Value;
    }
}
