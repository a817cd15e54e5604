using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using Collab.Support.Cluster;
using Collab.Support.Oracle;

namespace Collab.Support.Crowd;

/// <summary>
/// One program of one person: stays connected to some node, follows every place she sits in from the version it has seen,
/// and notes what comes. It does what the API's documentation asks of a program, and nothing more.
/// </summary>
public sealed class VirtualClient(Citizen who, ApiClient api, int home, Meters meters, CrowdClock clock, int seed)
{
    private readonly Random _random = new(seed);
    private readonly ConcurrentDictionary<long, long> _liveSince = new();
    private int _node = home;
    private int _failures;
    private HubWire? _wire;
    private TaskCompletionSource<JsonElement> _places = NewPlaces();
    private long _lostAt;
    private volatile bool _isSynced;

    public Citizen Who => who;

    /// <summary>How long it tries to get in before it tries anew, perhaps elsewhere.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    public FollowerRecord Record { get; } = new(who.Name, who.Id);

    /// <summary>Connected, and everything that it follows is caught up.</summary>
    public bool IsLive => _isSynced;

    /// <summary>How often it had to connect.</summary>
    public int Connects { get; private set; }

    /// <summary>When the first message came, per stream, that was sent after the clock's mark.</summary>
    public IReadOnlyDictionary<long, long> LiveSince => _liveSince;

    public void ForgetLive() => _liveSince.Clear();

    /// <summary>Loses the connection, as when a train enters a tunnel.</summary>
    public void Drop() => _wire?.Abort();

    /// <summary>Calls the hub over the present connection; throws when there is none.</summary>
    public Task<JsonElement> CallAsync(string method, CancellationToken ct, params object?[] arguments) =>
        _wire is { } wire && _isSynced ? wire.CallAsync(method, ct, arguments) : throw new WebSocketException("There is no connection.");

    /// <summary>Moves the person's marker to a message, and notes when that was acknowledged; throws when there is no answer.</summary>
    public async Task ReadAsync(long stream, long seq, WriterJournal journal, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(journal);
        var answer = await CallAsync("MarkRead", ct, Text(stream), seq);
        if (answer.GetProperty("error").ValueKind != JsonValueKind.Object)
            journal.HasRead(who.Id, stream, seq);
    }

    /// <summary>Stays connected until it is told to end.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await StayAsync(ct);
            }
            catch (HubBusyException busy)
            {
                // It is its turn then, at this node.
                meters.Failed(Act.Sync, "hub.busy");
                await PauseAsync(busy.Wait, ct);
                continue;
            }
            catch (Exception lost) when (IsLost(lost))
            {
                if (ct.IsCancellationRequested)
                    break;
                meters.Failed(Act.Sync, lost.GetType().Name);
            }

            _isSynced = false;
            _node++;
            var longest = Math.Min(2000, 100 << Math.Min(_failures++, 5));
            await PauseAsync(TimeSpan.FromMilliseconds(_random.Next(longest / 2, longest)), ct);
        }

        _isSynced = false;
    }

    private static bool IsLost(Exception error) =>
        error is WebSocketException or HttpRequestException or IOException or HubCallException or TimeoutException or OperationCanceledException or InvalidOperationException or ObjectDisposedException;

    private static TaskCompletionSource<JsonElement> NewPlaces() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task StayAsync(CancellationToken ct)
    {
        _places = NewPlaces();
        Connects++;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        await using var wire = await HubWire.ConnectAsync(api.Nodes[_node % api.Nodes.Count], who.Token, Take, patience.Token);
        _wire = wire;
        try
        {
            var places = await Task.WhenAny(_places.Task, wire.Closed).WaitAsync(patience.Token) == wire.Closed
                ? throw new WebSocketException("Closed before the greeting.")
                : await _places.Task;
            foreach (var place in places.EnumerateArray())
                await FollowAsync(wire, place, patience.Token);
            if (_lostAt != 0)
                meters.Took(Act.Sync, Stopwatch.GetElapsedTime(_lostAt));
            (_lostAt, _failures, _isSynced) = (0, 0, true);
            await wire.Closed.WaitAsync(ct);
        }
        finally
        {
            _wire = null;
        }
    }

    // The first attempts come quickly, then slower, never together.
    private async Task PauseAsync(TimeSpan pause, CancellationToken ct)
    {
        if (_lostAt == 0)
            _lostAt = Stopwatch.GetTimestamp();
        try
        {
            await Task.Delay(pause, ct);
        }
        catch (OperationCanceledException)
        {
            // It ends.
        }
    }

    private async Task FollowAsync(HubWire wire, JsonElement place, CancellationToken ct)
    {
        var head = place.GetProperty("head");
        var record = Record.Of(long.Parse(head.GetProperty("id").GetString()!, CultureInfo.InvariantCulture)); // an id is never null
        if (!record.HasBegun || record.HasEnded)
            record.Begin(head.GetProperty("lastSeq").GetInt64(), head.GetProperty("version").GetInt64());
        await SubscribeAsync(wire, record, ct);
    }

    private async Task SubscribeAsync(HubWire wire, StreamRecord record, CancellationToken ct)
    {
        var answer = await wire.CallAsync("Subscribe", ct, Text(record.Stream), record.LastVersion);
        if (answer.GetProperty("error") is { ValueKind: JsonValueKind.Object } error)
        {
            if (record.HasEnded || error.GetProperty("code").GetString() == "not_found")
                return;
            throw new HubCallException(error.GetProperty("code").GetString() ?? "error");
        }

        if (answer.GetProperty("value").GetProperty("isComplete").GetBoolean())
            return;
        var (messages, version) = await HistoryReader.AfterAsync(api, record.Stream, record.StartSeq + record.SeenCount, who.Token, ct);
        record.Reload(messages, version);
        await SubscribeAsync(wire, record, ct);
    }

    private void Take(ReadOnlyMemory<byte> message)
    {
        if (message.Span.StartsWith("{\"type\":1,\"target\":\"events\""u8))
        {
            Happened.Read(message.Span, Note);
            return;
        }

        using var parsed = JsonDocument.Parse(message);
        var method = parsed.RootElement.GetProperty("target").GetString();
        var arguments = parsed.RootElement.GetProperty("arguments");
        switch (method)
        {
            case "places":
                _places.TrySetResult(arguments[0].Clone());
                break;
            case "placeJoined":
                Later(wire => FollowAsync(wire, arguments[0].Clone(), CancellationToken.None));
                break;
            case "placeLeft":
                Record.Of(StreamOf(arguments)).HasEnded = true;
                break;
            case "unsubscribed":
                var record = Record.Of(StreamOf(arguments));
                Later(wire => SubscribeAsync(wire, record, CancellationToken.None));
                break;
            case "resync" or "draining":
                // Coming again begins from the versions that were seen, and goes to another node.
                _wire?.Abort();
                break;
        }
    }

    private void Note(Happened happened)
    {
        var record = Record.Of(happened.Stream);
        if (!happened.IsPost)
        {
            record.Happened(happened.Version, happened.FromVersion);
            return;
        }

        record.Posted(new SeenMessage(happened.Seq, happened.Id, happened.Version));
        if (happened.SentAt == 0)
            return;
        meters.Took(Act.Delivery, Stopwatch.GetElapsedTime(happened.SentAt));
        if (happened.SentAt >= clock.MarkedAt)
            _liveSince.TryAdd(happened.Stream, Stopwatch.GetTimestamp());
    }

    // A call cannot be awaited where records are read: its answer is one of them.
    private void Later(Func<HubWire, Task> act)
    {
        if (_wire is not { } wire)
            return;
        _ = Task.Run(async () =>
        {
            try
            {
                await act(wire);
            }
            catch (Exception lost) when (IsLost(lost))
            {
                wire.Abort(); // coming again subscribes to everything
            }
        });
    }

    private static long StreamOf(JsonElement arguments) => long.Parse(arguments[0].GetProperty("stream").GetString()!, CultureInfo.InvariantCulture); // an id is never null

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
