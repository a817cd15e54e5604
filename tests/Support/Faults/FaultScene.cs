using System.Globalization;
using Collab.Support.Cluster;
using Collab.Support.Crowd;
using Collab.Support.Oracle;

namespace Collab.Support.Faults;

/// <summary>
/// Writers who write and followers who follow while something goes wrong. Streams and people are fresh for each fault, so
/// that what one leaves behind is not blamed on the next.
/// </summary>
public sealed class FaultScene : IAsyncDisposable
{
    public const int Writers = 32;
    public const int Followers = 50;
    public const int Crowd = Writers + Followers;
    private const int Streams = 8;

    private readonly CancellationTokenSource _writing = new();
    private readonly CancellationTokenSource _insisting;
    private readonly CancellationTokenSource _following;
    private readonly ApiClient _api;
    private readonly List<VirtualClient> _clients = [];
    private readonly List<Writer> _writers = [];
    private readonly List<long> _streams = [];
    private readonly List<string> _notes = [];
    private readonly List<string> _wrongs = [];
    private Task _running = Task.CompletedTask;
    private Task _posting = Task.CompletedTask;

    private FaultScene(CollabCluster cluster, bool isShort, int seed, CancellationToken ct)
    {
        (Cluster, IsShort, Random) = (cluster, isShort, new Random(seed));
        _api = new ApiClient([.. cluster.Nodes.Select(n => n.Address)]);
        Hall = new TownHall(cluster.Town, _api);
        _following = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _insisting = CancellationTokenSource.CreateLinkedTokenSource(ct);
    }

    public CollabCluster Cluster { get; }

    public TownHall Hall { get; }

    public ApiClient Api => _api;

    public bool IsShort { get; }

    public Random Random { get; }

    public CrowdClock Clock { get; } = new();

    public Meters Meters { get; } = new(TimeSpan.FromSeconds(1));

    public WriterJournal Journal { get; } = new();

    public IReadOnlyList<VirtualClient> Clients => _clients;

    public IReadOnlyList<long> Places => _streams;

    public IReadOnlyList<string> Notes => _notes;

    /// <summary>What the fault itself found broken.</summary>
    public IReadOnlyList<string> Wrongs => _wrongs;

    /// <summary>How long a writer rests between two messages, in milliseconds at most.</summary>
    public int Rest { get; set; } = 300;

    /// <summary>How long the damage lasts: as the list says, or shorter in the short form.</summary>
    public TimeSpan Lasts(int seconds, int shortSeconds) => TimeSpan.FromSeconds(IsShort ? shortSeconds : seconds);

    public void Note(FormattableString what) => _notes.Add(what.ToString(CultureInfo.InvariantCulture));

    public void Wrong(FormattableString what) => _wrongs.Add(what.ToString(CultureInfo.InvariantCulture));

    /// <summary>Makes channels, connects everybody and lets them write; returns when messages flow everywhere.</summary>
    public static async Task<FaultScene> BeginAsync(CollabCluster cluster, string name, IReadOnlyList<Citizen> people, bool isShort, int seed, CancellationToken ct)
    {
        var scene = new FaultScene(cluster, isShort, seed, ct);
        try
        {
            await scene.BuildAsync(name, people, ct);
            await scene.LiveAsync(TimeSpan.FromSeconds(60));
            return scene;
        }
        catch
        {
            await scene.DisposeAsync();
            throw;
        }
    }

    /// <summary>Forgets what was live and waits until every follower has a message of each of its places that was sent from now on.</summary>
    public async Task<TimeSpan> LiveAsync(TimeSpan patience)
    {
        _clients.ForEach(c => c.ForgetLive());
        Clock.MarkNow();
        var mark = Clock.MarkedAt;
        bool IsLive() =>
            _clients.All(c => c.Record.Streams.Where(r => !r.HasEnded && _streams.Contains(r.Stream)).All(r => c.LiveSince.ContainsKey(r.Stream)))
            && _writers.All(w => w.LastAcknowledged.SentAt >= mark);
        await Eventually.TrueAsync(IsLive, "everybody is live", patience);
        var last = _clients.SelectMany(c => c.LiveSince.Values).Concat(_writers.Select(w => w.LastAcknowledged.At)).Max();
        return System.Diagnostics.Stopwatch.GetElapsedTime(mark, Math.Max(mark, _clients.SelectMany(c => c.LiveSince.Values).DefaultIfEmpty(last).Max()));
    }

    /// <summary>Those whose place lies on the second database server.</summary>
    public async Task<IReadOnlyList<long>> OnSecondAsync(CancellationToken ct)
    {
        var found = new List<long>();
        foreach (var stream in _streams)
        {
            if (await Cluster.Stores.IsOnSecondAsync(stream, ct))
                found.Add(stream);
        }

        return found;
    }

    /// <summary>Lets writers end what they have begun, waits for quiet and compares everything.</summary>
    public async Task<Verdict> ConcludeAsync(CancellationToken ct)
    {
        await StopWritingAsync();
        if (!await Hall.QuietAsync(_streams, _clients, TimeSpan.FromSeconds(30), ct))
            Wrong($"after 30 s not every client had every event");
        return Checker.Check(await Hall.GatherAsync(Journal, _streams, _clients, _clients.Count, ct));
    }

    public async Task StopWritingAsync()
    {
        await _writing.CancelAsync();
        _insisting.CancelAfter(TimeSpan.FromSeconds(30));
        await _posting;
    }

    public async ValueTask DisposeAsync()
    {
        await _writing.CancelAsync();
        await _insisting.CancelAsync();
        await _following.CancelAsync();
        await Task.WhenAll(_posting, _running);
        _writing.Dispose();
        _insisting.Dispose();
        _following.Dispose();
        _api.Dispose();
    }

    private async Task BuildAsync(string name, IReadOnlyList<Citizen> people, CancellationToken ct)
    {
        for (var i = 0; i < Streams; i++)
        {
            // Writers sit in every place; followers in three of them. One in four is private.
            var members = people.Take(Writers).Concat(people.Skip(Writers).Where((_, n) => n % Streams == i || (n + 3) % Streams == i || (n + 5) % Streams == i));
            _streams.Add(await Hall.ChannelAsync(string.Create(CultureInfo.InvariantCulture, $"{name}-{i}"), isPrivate: i % 4 == 3, [.. members], ct));
        }

        for (var i = 0; i < people.Count; i++)
            _clients.Add(new VirtualClient(people[i], _api, i, Meters, Clock, Random.Next()));
        _running = Task.WhenAll(_clients.Select(c => c.RunAsync(_following.Token)));
        await Eventually.TrueAsync(() => _clients.All(c => c.IsLive), "everybody is connected", TimeSpan.FromSeconds(60));
        _writers.AddRange(_clients.Take(Writers).Select(c => new Writer(c, _api, Journal, Meters)));
        _posting = Task.WhenAll([.. _writers.Select((w, n) => WriteAsync(w, n, Random.Next())), .. _clients.Skip(Writers).Select(c => ReadAsync(c, Random.Next()))]);
    }

    private async Task WriteAsync(Writer writer, int number, int seed)
    {
        var random = new Random(seed);
        while (!_writing.IsCancellationRequested)
        {
            var stream = _streams[random.Next(_streams.Count)];
            await writer.SendAsync(stream, TextOf(random), byHub: number % 2 == 0, _insisting.Token);
            try
            {
                await Task.Delay(random.Next(Rest / 2, Rest + 1), _writing.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    // Followers read what they have seen, now and then: what was acknowledged of a marker must be there in the end.
    private async Task ReadAsync(VirtualClient client, int seed)
    {
        var random = new Random(seed);
        while (!_writing.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(random.Next(500, 1500), _writing.Token);
                var own = client.Record.Streams.Where(r => !r.HasEnded && r.SeenCount > 0).ToArray();
                if (own.Length == 0)
                    continue;
                var record = own[random.Next(own.Length)];
                await client.ReadAsync(record.Stream, record.StartSeq + record.SeenCount, Journal, _insisting.Token);
            }
            catch (Exception lost) when (lost is System.Net.WebSockets.WebSocketException or HubCallException or ObjectDisposedException or OperationCanceledException)
            {
                // She has no connection at the moment, or lost it before the answer: nothing was promised.
            }
        }
    }

    // Some call everybody and some call one person by handle, so that counts are worth comparing.
    private static string TextOf(Random random) =>
        random.Next(12) switch
        {
            0 => "@channel the harbor import is late again",
            1 => string.Create(CultureInfo.InvariantCulture, $"@person{random.Next(1, 80)}.load could you look at the nightly import?"),
            _ => "The nightly import of the Harbor warehouse took nine minutes today, two less than before",
        };
}
