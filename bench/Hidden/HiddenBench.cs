using Collab.Bench.Reporting;
using Collab.Infrastructure.Nodes;
using Collab.Support.Servers;
using Collab.Support.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Bench.Hidden;

/// <summary>
/// What it costs people that they have deleted messages for themselves: pages of history, the sidebar and searches, against the
/// same of somebody who has deleted nothing. Pages are read from storage, none from memory, and beside one bare query.
/// </summary>
internal static class HiddenBench
{
    public static async Task<Report> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var messages = options.Number("messages", options.Quick ? 20_000 : 200_000);
        var (feed, sidebar) = await MeasureStoresAsync(options, ct);
        var search = await SearchPart.MeasureAsync(messages, options, ct);
        return new Report(
            "hidden",
            $"Pages of 50, 4 shards on one MariaDB, client and server on the same machine; embedded index of {messages:N0} messages; medians",
            [.. feed.Figures, .. sidebar.Figures, .. search.Figures],
            [.. feed.Budgets, .. sidebar.Budgets, .. search.Budgets]);
    }

    private static async Task<((Figure[] Figures, Budget[] Budgets) Feed, (Figure[] Figures, Budget[] Budgets) Sidebar)> MeasureStoresAsync(BenchOptions options, CancellationToken ct)
    {
        await using var server = new MariaDbFixture { Options = new MariaDbOptions { BufferPoolMegabytes = 1024, LogMegabytes = 512 } };
        await using var installation = new MariaDbInstallation(server, services => services.AddSingleton(TimeProvider.System));
        await installation.StartAsync(ct);
        var feed = await FeedPart.MeasureAsync(installation.Services, options, ct);
        // No hosted service runs here, so nobody else renews the lease that ids rest on.
        await installation.Get<NodeLease>().RenewAsync(ct);
        return (feed, await SidebarPart.MeasureAsync(installation.Services, options, ct));
    }
}
