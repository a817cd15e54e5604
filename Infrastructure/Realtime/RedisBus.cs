using System.Diagnostics.Metrics;
using System.Text.Json;
using Collab.Domain.Contacts;
using Collab.Domain.Hidden;
using Collab.Domain.People;
using Collab.Domain.Preferences;
using Collab.Domain.Presence;
using Collab.Domain.Receipts;
using Collab.Domain.Saved;
using Collab.Domain.Shared.Events;
using Collab.Domain.Streams;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Storage;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Collab.Infrastructure.Realtime;

/// <summary>
/// The bus of several nodes, over Redis publish/subscribe: one topic per bucket, one subscription by pattern. A message
/// is published once and comes back to its own node too, so that all nodes see the same order.
/// </summary>
internal sealed class RedisBus : IEventBus, IAsyncDisposable
{
    private const string Prefix = "collab:bucket:";
    private const int LooksBeforeAsking = 20; // two seconds

    // After a gap every page reads its places again: a network that blinks must not have them do so without end.
    private static readonly TimeSpan BetweenGaps = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);
    private static readonly RedisChannel Topics = RedisChannel.Pattern(Prefix + "*");

    private readonly InProcessBus _local;
    private readonly Troubles _troubles;
    private readonly ILogger<RedisBus> _log;
    private readonly ConnectionMultiplexer _redis;
    private readonly ChannelMessageQueue _queue;
    private readonly Meter _meter = new("Collab");
    private readonly CancellationTokenSource _end = new();
    private int _isGapDue;
    private long _gapToldAt;

    private RedisBus(ConnectionMultiplexer redis, ChannelMessageQueue queue, InProcessBus local, Troubles troubles, ILogger<RedisBus> log)
    {
        (_redis, _queue, _local, _troubles, _log) = (redis, queue, local, troubles, log);
        _queue.OnMessage(Receive);
        _redis.ConnectionRestored += (_, restored) => Restored(restored.ConnectionType);
        _redis.ConnectionFailed += (_, _) => Lost();
        if (!_redis.IsConnected)
            Lost();
        _meter.CreateObservableGauge("collab.bus.connected", () => _redis.IsConnected ? 1 : 0, "{bus}", "1 while the bus between the nodes can be reached.");
    }

    /// <summary>Connects and subscribes. A Redis that is away or slow at start is waited for in the background, and a gap is told then.</summary>
    public static RedisBus Connect(string configuration, InProcessBus local, Troubles troubles, ILogger<RedisBus> log)
    {
        var redis = RedisLink.Connect(configuration, "collab");
        // Never the call that waits: when it gives up it leaves a queue behind that fills and that nobody reads.
        var queue = redis.GetSubscriber().Subscribe(Topics, CommandFlags.FireAndForget);
        var bus = new RedisBus(redis, queue, local, troubles, log);
        if (!redis.IsConnected || !SpinWait.SpinUntil(() => bus.IsSubscribed, Patience))
            bus.TellGapWhenSubscribed();
        return bus;
    }

    /// <summary>True while Redis can be reached.</summary>
    public bool IsConnected => _redis.IsConnected;

    private bool IsSubscribed => _redis.GetSubscriber().SubscribedEndpoint(Topics) is not null;

    public async ValueTask PublishAsync(IReadOnlyCollection<Notice> notices, CancellationToken ct)
    {
        try
        {
            var publisher = _redis.GetSubscriber();
            var sent = notices.Select(n => publisher.PublishAsync(RedisChannel.Literal(TopicOf(n)), JsonSerializer.SerializeToUtf8Bytes(n, Json.Options)));
            await Task.WhenAll(sent);
        }
        catch (Exception error) when (error is RedisException or TimeoutException or ObjectDisposedException)
        {
            // The bus is a shortcut: the outbox has the events, and every node reads its tail. That it is away is told once.
            if (_log.IsEnabled(LogLevel.Debug))
                _log.LogDebug("{Count} notices did not reach Redis: {Error}", notices.Count, error.GetType().Name);
        }
    }

    public IDisposable Subscribe(Action<Notice> onNotice, Action onGap) => _local.Subscribe(onNotice, onGap);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _meter.Dispose();
        await _queue.UnsubscribeAsync();
        await _redis.DisposeAsync();
    }

    private void Lost()
    {
        if (!_end.IsCancellationRequested && _troubles.Begin(Troubles.Bus))
            _log.LogWarning("Redis cannot be reached. Messages of other nodes come from the outbox meanwhile, a second later; typing and presence stay behind.");
    }

    private void Restored(ConnectionType connection)
    {
        if (_redis.IsConnected && _troubles.End(Troubles.Bus))
            _log.LogWarning("Redis can be reached again.");
        if (connection == ConnectionType.Subscription)
            TellGapWhenSubscribed();
    }

    private void TellGapWhenSubscribed()
    {
        if (Interlocked.Exchange(ref _isGapDue, 1) == 0)
            _ = TellGapAsync(); // ends by itself, and with the bus
    }

    private async Task TellGapAsync()
    {
        try
        {
            var since = TimeProvider.System.GetElapsedTime(Volatile.Read(ref _gapToldAt));
            if (Volatile.Read(ref _gapToldAt) != 0 && since < BetweenGaps)
                await Task.Delay(BetweenGaps - since, _end.Token);
            for (var looks = 1; !IsSubscribed; looks++) // told before, what is published in between would be missed
            {
                await Task.Delay(BetweenLooks, _end.Token);
                if (looks % LooksBeforeAsking == 0 && _redis.IsConnected)
                    await AskAgainAsync();
            }

            Volatile.Write(ref _gapToldAt, TimeProvider.System.GetTimestamp());
            Volatile.Write(ref _isGapDue, 0);
            _local.ReportGap();
        }
        catch (OperationCanceledException)
        {
            // The node stops.
        }
    }

    // A subscription that was refused, or whose request was lost on a busy machine, is otherwise made again after a minute.
    private async Task AskAgainAsync()
    {
        try
        {
            await _redis.ConfigureAsync();
        }
        catch (Exception error) when (error is RedisException or TimeoutException or ObjectDisposedException)
        {
            _log.LogDebug("Redis was not asked again for the subscription: {Error}", error.GetType().Name);
        }
    }

    private static string TopicOf(Notice notice) => notice switch
    {
        DomainEvent happened => Prefix + happened.Stream.Bucket,
        MarkersMoved moved => Prefix + moved.Stream.Bucket,
        PlaceSignal arranged => Prefix + arranged.Stream.Bucket,
        PreferenceSignal preferred => Prefix + preferred.User.Bucket,
        FavouriteSignal favourite => Prefix + favourite.User.Bucket,
        SavedSignal saved => Prefix + saved.User.Bucket,
        HiddenSignal hidden => Prefix + hidden.User.Bucket,
        HistoryClearedSignal cleared => Prefix + cleared.User.Bucket,
        PersonSignal changed => Prefix + changed.Person.Id.Bucket,
        TypingSignal typing => Prefix + typing.Stream.Bucket,
        _ => Prefix + "all",
    };

    private void Receive(ChannelMessage message)
    {
        try
        {
            if (JsonSerializer.Deserialize<Notice>((ReadOnlySpan<byte>)(byte[])message.Message!, Json.Options) is { } notice)
                _local.Deliver(notice);
        }
        catch (JsonException error)
        {
            // A node of another version sent what this one does not know; its state comes with the next load.
            _log.LogWarning("A notice could not be read: {Error}", error.Message);
            _local.ReportGap();
        }
    }
}
