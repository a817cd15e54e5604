using System.Diagnostics;
using Collab.Bench.Reporting;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Nodes;
using Collab.Support.Servers;
using Collab.Support.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Bench.Sidebars;

/// <summary>
/// The sidebar of people in 500 and in 5,000 channels over four shards, with its unread counts and mentions, against one
/// raw query per shard that reads the same rows and counts.
/// </summary>
internal static class SidebarBench
{
    public static async Task<Report> RunAsync(BenchOptions options, CancellationToken ct)
    {
        await using var server = new MariaDbFixture { Options = new MariaDbOptions { BufferPoolMegabytes = 1024, LogMegabytes = 512 } };
        await using var installation = new MariaDbInstallation(server, services => services.AddSingleton(TimeProvider.System));
        await installation.StartAsync(ct);
        var sizes = options.Quick ? [100, 1000] : new[] { 500, 5000 };
        var places = await ReaderOfMany.BuildAsync(installation.Services, sizes, ct);
        await installation.Get<NodeLease>().RenewAsync(ct);
        var seats = installation.Get<ISeatStore>();
        await using var raw = await RawSidebar.OpenAsync(installation.Services, ct);
        var (figures, budgets) = (new List<Figure>(), new List<Budget>());
        foreach (var (size, reader) in places)
        {
            var (ours, bare) = await MeasureAsync(() => ListAsync(seats, reader, size, ct), () => raw.ReadAsync(reader, size, ct), options.Quick ? 20 : 200);
            figures.AddRange([new($"{size:N0} channels: sidebar, median", ours, "ms"), new($"{size:N0} channels: one raw query per shard, median", bare, "ms")]);
            budgets.Add(new Budget($"sidebar of {size:N0} channels / one raw query per shard", ours / bare, 1.5, AtLeast: false));
        }

        var share = figures[^2].Value / figures[0].Value;
        budgets.Add(new Budget($"time of {sizes[1]:N0} channels / of {sizes[0]:N0}: no more than their numbers", share, (double)sizes[1] / sizes[0], AtLeast: false));
        return new Report(
            "sidebar",
            "One message in each channel, every tenth mentions the reader; 4 shards on one MariaDB, client and server on the same machine",
            figures,
            budgets);
    }

    // What is fast and wrong is no figure.
    private static async Task ListAsync(ISeatStore seats, UserId reader, int size, CancellationToken ct)
    {
        var places = (await seats.ListPlacesAsync(reader, ct)).Items;
        if (places.Count != size || places.Any(p => p.Unread != 1) || places.Sum(p => p.Mentions) != size / 10)
            throw new InvalidOperationException($"{places.Count} places with {places.Sum(p => p.Unread)} unread and {places.Sum(p => p.Mentions)} mentions, {size} expected.");
    }

    private static async Task<(double Ours, double Raw)> MeasureAsync(Func<Task> ours, Func<Task> raw, int rounds)
    {
        var (mine, theirs) = (new List<double>(), new List<double>());
        for (var round = -30; round < rounds; round++)
        {
            // In turns: what else the machine does hits both.
            var (bare, own) = (await TimeAsync(raw), await TimeAsync(ours));
            if (round < 0)
                continue;
            mine.Add(own);
            theirs.Add(bare);
        }

        return (Median(mine), Median(theirs));
    }

    private static async Task<double> TimeAsync(Func<Task> act)
    {
        var clock = Stopwatch.StartNew();
        await act();
        return clock.Elapsed.TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
