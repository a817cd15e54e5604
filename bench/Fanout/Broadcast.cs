using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using Collab.Bench.Reporting;
using Collab.Support;
using Collab.Support.Cluster;
using Collab.Support.Crowd;

namespace Collab.Bench.Fanout;

/// <summary>The same bytes to the same number of connections, by the hub and by the bare broadcaster, in turns.</summary>
internal sealed class Broadcast(CollabCluster cluster, ApiClient api, TownHall hall, int clients)
{
    private const string Text = "The nightly import of the Harbor warehouse took nine minutes today, which is two minutes less than before";

    private long _number;

    public async Task<(LoopResult Hub, LoopResult Bare, double NodeMicroseconds)> RunAsync(TimeSpan time, int rounds, CancellationToken ct)
    {
        var people = cluster.Town.People.Take(clients).ToArray();
        var stream = await hall.ChannelAsync("all-of-them", isPrivate: false, people, ct);
        await using var hub = new Listeners();
        await hub.ConnectAsync(clients, _ => cluster.Nodes[0].Address, i => people[i].Token, (_, wire) => SubscribeAsync(wire, stream, ct), null, ct);
        await PostAsync(hub, stream, ct);
        var folder = Directory.CreateTempSubdirectory("collab-bare-");
        var (process, address) = await BareBroadcaster.StartAsync(folder.FullName, ct);
        await using var _ = process;
        using var http = new HttpClient { BaseAddress = address };
        await Eventually.TrueAsync(() => CountsAsync(http, 0, ct), "the bare broadcaster answers", TimeSpan.FromSeconds(30));
        await using var bare = new Listeners();
        await bare.ConnectAsync(clients, _ => address, _ => "", (_, _) => Task.CompletedTask, null, ct);
        await Eventually.TrueAsync(() => CountsAsync(http, clients, ct), "everybody is connected", TimeSpan.FromSeconds(30));
        var (hubRounds, bareRounds) = (new List<LoopResult>(), new List<LoopResult>());
        using var node = Process.GetProcessById(cluster.Nodes[0].ProcessId);
        var (cpu, deliveries) = (TimeSpan.Zero, 0L);
        for (var round = 0; round < rounds; round++)
        {
            node.Refresh();
            var (before, had) = (node.TotalProcessorTime, hub.Received);
            hubRounds.Add(await LoopAsync(hub, () => PostAsync(hub, stream, ct), time));
            node.Refresh();
            (cpu, deliveries) = (cpu + node.TotalProcessorTime - before, deliveries + hub.Received - had);
            bareRounds.Add(await LoopAsync(bare, () => SendAsync(bare, http, hub.Sample, ct), time));
        }

        folder.Delete(recursive: true);
        return (Middle(hubRounds), Middle(bareRounds), cpu.TotalMicroseconds / Math.Max(1, deliveries));
    }

    private static LoopResult Middle(List<LoopResult> rounds) => rounds.OrderBy(r => r.PerSecond).ElementAt(rounds.Count / 2);

    private static async Task SubscribeAsync(HubWire wire, long stream, CancellationToken ct)
    {
        var answer = await wire.CallAsync("Subscribe", ct, stream.ToString(CultureInfo.InvariantCulture), null);
        if (answer.GetProperty("error").ValueKind == System.Text.Json.JsonValueKind.Object)
            throw new InvalidOperationException($"A program could not follow: {answer}");
    }

    private static async Task<bool> CountsAsync(HttpClient http, int count, CancellationToken ct)
    {
        try
        {
            return await http.GetFromJsonAsync<int>(new Uri("count", UriKind.Relative), ct) >= count;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<LoopResult> LoopAsync(Listeners listeners, Func<Task> act, TimeSpan time)
    {
        await act();
        listeners.TakeTimes();
        var (clock, had) = (Stopwatch.StartNew(), listeners.Received);
        while (clock.Elapsed < time)
            await act();
        var times = listeners.TakeTimes();
        return new LoopResult((listeners.Received - had) / clock.Elapsed.TotalSeconds, times.Percentile(0.5), times.Percentile(0.99), times.Count);
    }

    private async Task PostAsync(Listeners hub, long stream, CancellationToken ct)
    {
        var all = hub.NextAsync(clients, ct);
        var body = new { text = Text, clientKey = Happened.NewKey("f", Interlocked.Increment(ref _number), Stopwatch.GetTimestamp()) };
        await api.GetOkAsync(HttpMethod.Post, $"streams/{stream}/messages", cluster.Town.Owner.Token, body, ct);
        await all;
    }

    // The hub's own record, with the moment of sending set anew.
    private async Task SendAsync(Listeners bare, HttpClient http, byte[] sample, CancellationToken ct)
    {
        var all = bare.NextAsync(clients, ct);
        var text = Encoding.UTF8.GetString(sample);
        var start = text.IndexOf("\"clientKey\":\"", StringComparison.Ordinal) + "\"clientKey\":\"".Length;
        var end = text.IndexOf('"', start);
        var key = Happened.NewKey("f", Interlocked.Increment(ref _number), Stopwatch.GetTimestamp());
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text[..start] + key + text[end..] + "\u001e"));
        using var answer = await http.PostAsync(new Uri("broadcast", UriKind.Relative), content, ct);
        answer.EnsureSuccessStatusCode();
        await all;
    }
}
