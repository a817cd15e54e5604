using System.Diagnostics;
using System.Globalization;
using Collab.Support.Cluster;
using Collab.Support.Crowd;

namespace Collab.Bench.Fanout;

/// <summary>A room in which everybody is connected and up to 32 post: each posts again when her last message has come back to her.</summary>
internal sealed class Room(CollabCluster cluster, ApiClient api, TownHall hall, int size)
{
    private const int MostSenders = 32;
    private const string Text = "The nightly import of the Harbor warehouse took nine minutes today, which is two minutes less than b";
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public async Task<RoomResult> RunAsync(TimeSpan time, CancellationToken ct)
    {
        var people = cluster.Town.People.Take(size).ToArray();
        var stream = await hall.ChannelAsync(string.Create(CultureInfo.InvariantCulture, $"room-of-{size}"), isPrivate: false, people, ct);
        var echoes = Enumerable.Range(0, size).Select(_ => new Echo()).ToArray();
        await using var listeners = new Listeners();
        await listeners.ConnectAsync(
            size, _ => api.Nodes[0], i => people[i].Token, (_, wire) => wire.CallAsync("Subscribe", ct, Id(stream), null), (i, record) => echoes[i].Hear(record.Span), ct);
        var clock = Stopwatch.StartNew();
        var end = WarmUp + time;
        var posts = 0L;
        var loops = Task.WhenAll(Enumerable.Range(0, Math.Min(size, MostSenders)).Select(i => Task.Run(
            async () =>
            {
                for (var n = 0L; clock.Elapsed < end; n++)
                {
                    var key = Happened.NewKey(string.Create(CultureInfo.InvariantCulture, $"r{i}"), n, Stopwatch.GetTimestamp());
                    var heard = echoes[i].Expect(key);
                    var answer = await listeners.Wires[i].CallAsync("Post", ct, Id(stream), Text, key);
                    if (answer.GetProperty("error").ValueKind == System.Text.Json.JsonValueKind.Object)
                        throw new InvalidOperationException($"A post was refused: {answer}");
                    await heard.WaitAsync(TimeSpan.FromSeconds(30), ct);
                    if (clock.Elapsed > WarmUp)
                        Interlocked.Increment(ref posts);
                }
            },
            ct)));
        await Task.Delay(WarmUp, ct);
        listeners.TakeTimes();
        await loops;
        var measured = clock.Elapsed - WarmUp;
        var times = listeners.TakeTimes();
        return new RoomResult(posts / measured.TotalSeconds, times.Percentile(0.5), times.Percentile(0.99));
    }

    private static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);

    // Her own message, among those of all.
    private sealed class Echo
    {
        private byte[] _key = [];
        private TaskCompletionSource _heard = new();

        public Task Expect(string key)
        {
            var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _heard, heard);
            Volatile.Write(ref _key, System.Text.Encoding.ASCII.GetBytes(key));
            return heard.Task;
        }

        public void Hear(ReadOnlySpan<byte> record)
        {
            var key = Volatile.Read(ref _key);
            if (key.Length > 0 && record.IndexOf(key) >= 0)
                Volatile.Read(ref _heard).TrySetResult();
        }
    }
}

/// <summary>What a room does.</summary>
internal sealed record RoomResult(double PostsPerSecond, double P50, double P99);
