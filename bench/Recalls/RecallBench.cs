using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Collab.Bench.Fanout;
using Collab.Bench.Reporting;
using Collab.Support.Cluster;
using Collab.Support.Crowd;

namespace Collab.Bench.Recalls;

/// <summary>
/// From the wish to recall a message until it is gone from every one of N open programs on two nodes, in turns with posting
/// one: until everybody has it. Each recalled message has earlier texts, a mention and a pin to be taken away.
/// </summary>
internal static class RecallBench
{
    public static async Task<Report> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var clients = options.Number("clients", 1000);
        var rounds = options.Number("recalls", options.Quick ? 30 : 200);
        await using var cluster = await CollabCluster.StartAsync(new ClusterOptions { Nodes = 2, People = clients }, ct);
        using var api = new ApiClient([cluster.Nodes[0].Address, cluster.Nodes[1].Address]);
        var people = cluster.Town.People.Take(clients).ToArray();
        var stream = await new TownHall(cluster.Town, api).ChannelAsync("all-of-them", isPrivate: false, people, ct);
        await using var hub = new Listeners();
        await hub.ConnectAsync(clients, i => cluster.Nodes[i % 2].Address, i => people[i].Token, (_, wire) => wire.CallAsync("Subscribe", ct, stream.ToString(CultureInfo.InvariantCulture), null), null, ct);
        var (posts, recalls) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds + 5; round++)
        {
            var (seq, posted) = await PostAsync(round);
            await EditAsync(seq, round);
            var recalled = await TimeAsync(() => SendAsync(HttpMethod.Post, $"streams/{stream}/messages/{seq}/recall", null));
            // What is done for the first time is slower, on both sides.
            if (round < 5)
                continue;
            posts.Add(posted);
            recalls.Add(recalled);
        }

        posts.Sort();
        recalls.Sort();
        return new Report(
            "recall",
            string.Create(CultureInfo.InvariantCulture, $"{clients:N0} programs in one channel on two nodes; MariaDB with durable commits, Redis; generator on the same {Environment.ProcessorCount} processors"),
            [
                new("post: everybody has it, p50", Percentile(posts, 0.5), "ms"), new("post: everybody has it, p99", Percentile(posts, 0.99), "ms"),
                new("recall: gone everywhere, p50", Percentile(recalls, 0.5), "ms"), new("recall: gone everywhere, p99", Percentile(recalls, 0.99), "ms"),
            ],
            [
                new Budget("recall / post, p50", Percentile(recalls, 0.5) / Percentile(posts, 0.5), 1.5, AtLeast: false),
                new Budget("p99 of a recall until it is gone everywhere, ms", Percentile(recalls, 0.99), 1000, AtLeast: false),
            ]);

        async Task<(long Seq, double Milliseconds)> PostAsync(int round)
        {
            var answer = default(JsonElement);
            var body = new { text = $"Round {round} for @{cluster.Town.People[0].Name.ToLowerInvariant().Replace(' ', '.')}", clientKey = Happened.NewKey("r", round, Stopwatch.GetTimestamp()) };
            var took = await TimeAsync(async () => answer = await SendAsync(HttpMethod.Post, $"streams/{stream}/messages", body));
            return (long.Parse(answer.GetProperty("seq").ToString(), CultureInfo.InvariantCulture), took);
        }

        async Task EditAsync(long seq, int round)
        {
            await TimeAsync(() => SendAsync(HttpMethod.Put, $"streams/{stream}/messages/{seq}", new { text = $"Round {round}, mended" }));
            await TimeAsync(() => SendAsync(HttpMethod.Put, $"streams/{stream}/messages/{seq}/pin", null));
        }

        async Task<double> TimeAsync(Func<Task> act)
        {
            var all = hub.NextAsync(clients, ct);
            var began = Stopwatch.GetTimestamp();
            await act();
            await all;
            return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        Task<JsonElement> SendAsync(HttpMethod method, string path, object? body) => api.GetOkAsync(method, path, cluster.Town.Owner.Token, body, ct);
    }

    private static double Percentile(List<double> sorted, double part) => sorted[Math.Min(sorted.Count - 1, (int)(part * sorted.Count))];
}
