using System.Diagnostics;
using System.Globalization;
using Collab.Support;
using Collab.Support.Cluster;
using Collab.Support.Crowd;
using Collab.Support.Oracle;

namespace Collab.Bench.Load;

/// <summary>One run: seats everybody, connects them in waves, lets them live, waits for quiet, compares.</summary>
internal sealed class LoadRun : IAsyncDisposable
{
    private const int Wave = 100;
    private static readonly TimeSpan RemoveEvery = TimeSpan.FromSeconds(3);

    private readonly CollabCluster _cluster;
    private readonly Random _random;
    private readonly TimeSpan _time;
    private readonly TimeSpan _window;
    private readonly ApiClient _api;
    private readonly TownHall _hall;
    private readonly WriterJournal _journal = new();
    private readonly CrowdClock _clock = new();
    private readonly CancellationTokenSource _following = new();
    private readonly List<VirtualClient> _clients = [];
    private Task _connected = Task.CompletedTask;

    public LoadRun(CollabCluster cluster, int seed, TimeSpan time, TimeSpan window)
    {
        (_cluster, _random, _time, _window) = (cluster, new Random(seed), time, window);
        _api = new ApiClient([.. cluster.Nodes.Select(n => n.Address)]);
        _hall = new TownHall(cluster.Town, _api);
    }

    public async Task<LoadResult> RunAsync(CancellationToken ct)
    {
        Say($"{_cluster.Town.People.Count} people are seated");
        var plan = await LoadPlan.BuildAsync(_hall, _cluster.Town.People, _random, ct);
        var meters = new Meters(_window);
        await using var sampler = new ProcessSampler(Processes(), _window);
        sampler.Start();
        Say($"they connect to {_cluster.Nodes.Count} nodes");
        var ramp = Stopwatch.StartNew();
        await ConnectAsync(meters, ct);
        ramp.Stop();
        Say($"they live for {_time.TotalSeconds:0} s");
        var folk = new Townsfolk(_cluster.Town, plan, _api, _journal, meters);
        var removed = await LiveAsync(folk, plan, ct);
        Say($"all is compared");
        var wrongs = new List<string>();
        var quiet = Stopwatch.StartNew();
        if (!await _hall.QuietAsync(plan.Streams, _clients, TimeSpan.FromSeconds(60), ct))
            wrongs.Add("After 60 s not every client had every event.");
        quiet.Stop();
        await sampler.StopAsync();
        if (folk.Entered > 0)
            wrongs.Add(string.Create(CultureInfo.InvariantCulture, $"{folk.Entered} closed doors opened."));
        var verdict = Checker.Check(await _hall.GatherAsync(_journal, plan.Streams, _clients, _clients.Count, ct));
        return new LoadResult(Conditions(plan), verdict, wrongs, meters, sampler.Tracks, Facts(meters, folk, removed, ramp.Elapsed, quiet.Elapsed));
    }

    public async ValueTask DisposeAsync()
    {
        await _following.CancelAsync();
        await _connected;
        _following.Dispose();
        _api.Dispose();
    }

    private static void Say(FormattableString what) => Console.Error.WriteLine(what.ToString(CultureInfo.InvariantCulture));

    private IReadOnlyList<(string Name, int Id)> Processes() =>
    [
        .. _cluster.Nodes.Select(n => (n.Name, n.ProcessId)),
        ("database 1", _cluster.Stores.First.ProcessId), ("database 2", _cluster.Stores.Second.ProcessId), ("Redis", _cluster.Stores.Redis.ProcessId),
        ("generator", Environment.ProcessId),
    ];

    private async Task ConnectAsync(Meters meters, CancellationToken ct)
    {
        var running = new List<Task>();
        foreach (var wave in _cluster.Town.People.Index().Chunk(Wave))
        {
            foreach (var (number, who) in wave)
            {
                var client = new VirtualClient(who, _api, number, meters, _clock, _random.Next());
                _clients.Add(client);
                running.Add(client.RunAsync(_following.Token));
            }

            _connected = Task.WhenAll(running);
            await Eventually.TrueAsync(() => _clients.TrueForAll(c => c.IsLive || ct.IsCancellationRequested), "a wave is connected", TimeSpan.FromMinutes(2));
        }
    }

    private async Task<int> LiveAsync(Townsfolk folk, LoadPlan plan, CancellationToken ct)
    {
        using var acting = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var insisting = CancellationTokenSource.CreateLinkedTokenSource(ct);
        acting.CancelAfter(_time);
        insisting.CancelAfter(_time + TimeSpan.FromSeconds(30));
        var living = Task.WhenAll(_clients.Select((c, n) => folk.LiveAsync(c, n, _random.Next(), acting.Token, insisting.Token)));
        var removed = await RemoveSomeAsync(plan, acting.Token);
        await living;
        return removed;
    }

    // Now and then somebody loses her seat in a private place: from that moment on nothing of it may reach her.
    private async Task<int> RemoveSomeAsync(LoadPlan plan, CancellationToken acting)
    {
        var removed = new HashSet<(int Person, long Stream)>();
        try
        {
            while (true)
            {
                await Task.Delay(RemoveEvery, acting);
                var person = _random.Next(_clients.Count);
                if (plan.PlacesOf[person].FirstOrDefault(s => plan.Private.Contains(s)) is var stream and not 0 && removed.Add((person, stream)))
                    await _hall.RemoveAsync(stream, _clients[person].Who, CancellationToken.None); // begun is done: the answer is part of the evidence
            }
        }
        catch (OperationCanceledException) when (acting.IsCancellationRequested)
        {
            return removed.Count;
        }
    }

    private string Conditions(LoadPlan plan) => string.Create(
        CultureInfo.InvariantCulture,
        $"{_clients.Count:N0} people in {plan.Streams.Count} channels ({plan.Private.Count} private) on {_cluster.Nodes.Count} nodes, 4 shards on 2 MariaDB servers with durable commits, Redis; {_time.TotalMinutes:0.##} min; generator on the same {Environment.ProcessorCount} processors");

    private IReadOnlyList<(string What, string Value)> Facts(Meters meters, Townsfolk folk, int removed, TimeSpan ramp, TimeSpan quiet)
    {
        static string N(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);
        var deliveries = meters.Total(Act.Delivery);
        return
        [
            ("Messages sent", N(_journal.Count)), ("Acknowledged", N(_journal.Acknowledged)),
            ("Refused, seat lost", N(_journal.Sent.Count(m => m.Outcome == SendOutcome.Refused))), ("Deliveries", N(deliveries.Count)),
            ("Posts per second", (_journal.Acknowledged / _time.TotalSeconds).ToString("0.0", CultureInfo.InvariantCulture)),
            ("Deliveries per second", N(deliveries.Count / _time.TotalSeconds)), ("Lost connections", N(_clients.Sum(c => c.Connects - 1))),
            ("Seats taken away", N(removed)), ("Closed doors tried", N(folk.Trespasses)), ("Connecting all", $"{N(ramp.TotalSeconds)} s"),
            ("Quiet after", string.Create(CultureInfo.InvariantCulture, $"{quiet.TotalSeconds:0.0} s")),
        ];
    }
}
