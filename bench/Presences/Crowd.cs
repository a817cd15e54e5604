using System.Diagnostics;
using System.Globalization;
using System.Text;
using Collab.Support;
using Collab.Support.Cluster;
using Collab.Support.Crowd;

namespace Collab.Bench.Presences;

/// <summary>People who are online, each over a WebSocket of her own, on several nodes; each sees some others and is told of them.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    /// <summary>How many people a screen shows.</summary>
    public const int Seen = 40;

    private static readonly byte[] Presence = "{\"type\":1,\"target\":\"presence\""u8.ToArray();

    private readonly CollabCluster _cluster;
    private readonly IReadOnlyList<Citizen> _people;
    private readonly HubWire?[] _wires;
    private readonly int[][] _follows;
    private long _frames;
    private Histogram _times = new();

    private Crowd(CollabCluster cluster, IReadOnlyList<Citizen> people)
    {
        (_cluster, _people, _wires) = (cluster, people, new HubWire?[people.Count]);
        var random = new Random(1);
        _follows = [.. people.Select((_, i) => Enumerable.Range(0, Seen).Select(_ => random.Next(people.Count)).Where(other => other != i).Distinct().ToArray())];
        Followers = new int[people.Count];
        foreach (var other in _follows.SelectMany(f => f))
            Followers[other]++;
    }

    public int Count => _people.Count;

    /// <summary>How many follow each of them.</summary>
    public int[] Followers { get; }

    /// <summary>What has come in all.</summary>
    public long Frames => Interlocked.Read(ref _frames);

    public int Lost => _wires.Count(w => w is null || w.Closed.IsCompleted);

    public static async Task<Crowd> ComeAsync(CollabCluster cluster, IReadOnlyList<Citizen> people, CancellationToken ct)
    {
        var crowd = new Crowd(cluster, people);
        await Parallel.ForAsync(0, people.Count, Limited(ct), (i, token) => crowd.ConnectAsync(i, token));
        await crowd.StillAsync(ct);
        return crowd;
    }

    /// <summary>The times from a change to each follower's being told, since the last reading.</summary>
    public Histogram TakeTimes() => Interlocked.Exchange(ref _times, new Histogram());

    /// <summary>How many of those who are on a node see people of another one.</summary>
    public int SeenAcross(int from, int on) =>
        _follows.Where((_, i) => NodeOf(i) == on).Sum(follows => follows.Count(other => NodeOf(other) == from));

    public int NodeOf(int person) => person % _cluster.Nodes.Count;

    /// <summary>These people's networks blink: each is gone and soon back.</summary>
    public async Task BlinkAsync(int people, CancellationToken ct) =>
        await Parallel.ForAsync(0, people, Limited(ct), async (i, token) =>
        {
            if (_wires[i] is { } gone)
                await gone.DisposeAsync();
            await ConnectAsync(i, token);
        });

    /// <summary>A second in which nothing comes: what was under way has come.</summary>
    public async Task StillAsync(CancellationToken ct)
    {
        var before = -1L;
        while (before != Frames)
        {
            before = Frames;
            await Task.Delay(TimeSpan.FromSeconds(3), ct);
        }
    }

    public Task UntilAsync(long frames, TimeSpan patience) =>
        Eventually.TrueAsync(() => Frames >= frames, string.Create(CultureInfo.InvariantCulture, $"{frames} frames have come"), patience);

    public async ValueTask DisposeAsync()
    {
        foreach (var wire in _wires)
            wire?.Abort();
        foreach (var wire in _wires.OfType<HubWire>())
            await wire.DisposeAsync();
    }

    private static ParallelOptions Limited(CancellationToken ct) => new() { MaxDegreeOfParallelism = 16, CancellationToken = ct };

    private async ValueTask ConnectAsync(int person, CancellationToken ct)
    {
        var wire = await HubWire.ConnectAsync(_cluster.Nodes[NodeOf(person)].Address, _people[person].Token, Take, ct);
        _wires[person] = wire;
        var answer = await wire.CallAsync("FollowPeople", ct, (object)_follows[person].Select(i => _people[i].Id.ToString(CultureInfo.InvariantCulture)).ToArray());
        if (answer.GetProperty("value").GetProperty("people").GetArrayLength() != _follows[person].Length)
            throw new InvalidOperationException($"A program could not follow: {answer}");
    }

    // The text of a status says when it was set.
    private void Take(ReadOnlyMemory<byte> record)
    {
        if (!record.Span.StartsWith(Presence))
            return;
        Interlocked.Increment(ref _frames);
        if (record.Span.IndexOf("\"since "u8) is var at and >= 0
            && long.TryParse(Encoding.UTF8.GetString(record.Span[(at + 7)..].Slice(0, record.Span[(at + 7)..].IndexOf((byte)'"'))), NumberStyles.None, CultureInfo.InvariantCulture, out var setAt))
            Volatile.Read(ref _times).Record(Stopwatch.GetElapsedTime(setAt).TotalMilliseconds);
    }
}
