using System.Diagnostics;
using Collab.Bench.Posting;
using Collab.Bench.Reporting;
using Collab.Domain.Shared;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Receipts;
using Collab.Support.Servers;
using Collab.Support.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Bench.Receipts;

/// <summary>
/// Ten thousand people read one message: markers against raw multi-row upserts of the same rows, and posting meanwhile.
/// Then lists and counts in a channel of a hundred thousand, against the bare queries.
/// </summary>
internal static class ReceiptsBench
{
    private const int Senders = 64;
    private const int Channels = 40;
    private const int Readers = 10_000;
    private const int Members = 100_000;

    public static async Task<Report> RunAsync(BenchOptions options, CancellationToken ct)
    {
        await using var server = new MariaDbFixture { Options = new MariaDbOptions { BufferPoolMegabytes = 2048, LogMegabytes = 1024 } };
        await using var installation = new MariaDbInstallation(server, Real);
        await installation.StartAsync(ct);
        var posts = await PostHouse.BuildAsync(installation.Services, Channels, Senders, ct);
        var crowd = await ReaderCrowd.BuildAsync(installation.Services, Readers, ct);
        var (store, kept, raw, left) = await MeasureMarkersAsync(installation, crowd, options.Quick ? 3 : 9, ct);
        var posting = await MeasurePostingAsync(installation, posts, crowd, options, ct);
        await posts.VerifyAsync(ct);
        var large = await LargeChannel.BuildAsync(installation.Services, options.Quick ? Members / 4 : Members, ct);
        IReadOnlyList<Look> looks = [.. await large.MeasureAsync(options.Quick ? 20 : 100, ct), .. await large.MeasureConfirmationsAsync(options.Quick ? 20 : 100, ct)];
        return new Report(
            "receipts",
            $"{Readers:N0} readers of one message, {Senders} senders in {Channels} channels, a channel of {large.Members:N0}, 4 shards on one MariaDB, durable commits, client and server on the same machine",
            [
                new Figure("markers, raw multi-row upserts", raw, "markers/s"),
                new Figure("markers, through the lane", store, "markers/s"),
                new Figure("markers, through the lane, where times are kept", kept, "markers/s"),
                new Figure("rows of the channel's readers afterwards", left, "rows"),
                new Figure("posts alone", posting.Alone.PerSecond, "messages/s"),
                new Figure($"posts while {Readers:N0} read within five seconds", posting.Meanwhile.PerSecond, "messages/s"),
                new Figure("posts alone: p99", posting.Alone.P99, "ms"),
                new Figure("posts while they read: p99", posting.Meanwhile.P99, "ms"),
                new Figure("the slowest of the readers was answered after", posting.SlowestReader, "ms"),
                .. looks.SelectMany(l => new Figure[] { new($"{l.What}: bare query, median", l.Raw, "ms"), new($"{l.What}: median", l.Ours, "ms"), new($"{l.What}: p95", l.Slow, "ms") }),
            ],
            [
                new Budget("markers / raw multi-row upserts", store / raw, 0.6, AtLeast: true),
                new Budget("rows for each reader", (double)left / Readers, 1, AtLeast: false),
                new Budget("posting while they read / alone", posting.Meanwhile.PerSecond / posting.Alone.PerSecond, 0.8, AtLeast: true),
                .. looks.SelectMany(l => new Budget[]
                {
                    new($"{l.What} / bare query", l.Ours / l.Raw, 1.5, AtLeast: false),
                    new($"{l.What}, ms", l.Ours, 20, AtLeast: false),
                }),
            ]);
    }

    // Alternating rounds: what else the machine does hits both.
    private static async Task<(double Store, double Kept, double Raw, long Rows)> MeasureMarkersAsync(MariaDbInstallation installation, ReaderCrowd crowd, int rounds, CancellationToken ct)
    {
        var (store, kept, raw) = (new List<double>(), new List<double>(), new List<double>());
        await using var upserts = await RawUpserts.OpenAsync(installation.Services, crowd);
        for (var round = 0; round <= rounds; round++)
        {
            await installation.Get<NodeLease>().RenewAsync(ct);
            await crowd.PostAsync(ct);
            var ours = await TimeAsync(() => crowd.ReadAllAsync(keepsTimes: false, ct));
            var theirs = await TimeAsync(() => upserts.WriteAsync(ct));
            await upserts.RestoreAsync(ct);
            await installation.Get<NodeLease>().RenewAsync(ct);
            await crowd.PostAsync(ct);
            var keeping = await TimeAsync(() => crowd.ReadAllAsync(keepsTimes: true, ct));
            // The first round warms up.
            if (round == 0)
                continue;
            store.Add(Readers / ours.TotalSeconds);
            kept.Add(Readers / keeping.TotalSeconds);
            raw.Add(Readers / theirs.TotalSeconds);
        }

        return (Median(store), Median(kept), Median(raw), await crowd.CountRowsAsync(ct));
    }

    private static async Task<Posting> MeasurePostingAsync(MariaDbInstallation installation, PostHouse posts, ReaderCrowd crowd, BenchOptions options, CancellationToken ct)
    {
        var (warmUp, measured) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        var (alone, meanwhile, slowest) = (new List<LoopResult>(), new List<LoopResult>(), 0.0);
        for (var round = 0; round < (options.Quick ? 1 : 3); round++)
        {
            await installation.Get<NodeLease>().RenewAsync(ct);
            alone.Add(await ClosedLoop.RunAsync(Senders, warmUp, measured, caller => posts.PostAsync(caller, ct), ct));
            await installation.Get<NodeLease>().RenewAsync(ct);
            await crowd.PostAsync(ct);
            var reading = crowd.ReadSpreadAsync(warmUp, measured, ct);
            meanwhile.Add(await ClosedLoop.RunAsync(Senders, warmUp, measured, caller => posts.PostAsync(caller, ct), ct));
            slowest = Math.Max(slowest, await reading);
        }

        return new Posting(Middle(alone), Middle(meanwhile), slowest);
    }

    private static LoopResult Middle(List<LoopResult> rounds) => rounds.OrderBy(r => r.PerSecond).ElementAt(rounds.Count / 2);

    private static async Task<TimeSpan> TimeAsync(Func<Task> act)
    {
        var clock = Stopwatch.StartNew();
        await act();
        return clock.Elapsed;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private static void Real(IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(MarkerPace.Usual);
        services.AddSingleton<IRateLimits, NoLimits>();
    }

    private sealed record Posting(LoopResult Alone, LoopResult Meanwhile, double SlowestReader);

    private sealed class NoLimits : IRateLimits
    {
        public Result<Done> Take(Domain.Shared.Ids.UserId user, RateKind kind) => Done.Value;
    }
}
