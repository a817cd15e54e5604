using System.Text.Json;
using Collab.Domain.Preferences;
using Collab.Domain.Presence;
using Collab.Domain.Receipts;
using Collab.Domain.Shared.Events;
using Collab.Domain.Streams;
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

    private readonly InProcessBus _local;
    private readonly ILogger<RedisBus> _log;
    private readonly ConnectionMultiplexer _redis;
    private readonly ChannelMessageQueue _queue;

    private RedisBus(ConnectionMultiplexer redis, ChannelMessageQueue queue, InProcessBus local, ILogger<RedisBus> log)
    {
        (_redis, _queue, _local, _log) = (redis, queue, local, log);
        _queue.OnMessage(Receive);
        _redis.ConnectionRestored += (_, restored) =>
        {
            if (restored.ConnectionType == ConnectionType.Subscription)
                _local.ReportGap();
        };
    }

    /// <summary>Connects and subscribes. A Redis that is away at start is waited for in the background.</summary>
    public static RedisBus Connect(string configuration, InProcessBus local, ILogger<RedisBus> log)
    {
        var options = ConfigurationOptions.Parse(configuration);
        options.AbortOnConnectFail = false;
        options.ClientName = "collab";
        options.BacklogPolicy = BacklogPolicy.FailFast;
        var redis = ConnectionMultiplexer.Connect(options);
        return new RedisBus(redis, Subscribe(redis), local, log);
    }

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
            // The bus is a shortcut: the outbox has the events, and every node reads its tail.
            _log.LogWarning("{Count} notices did not reach Redis: {Error}", notices.Count, error.GetType().Name);
        }
    }

    public IDisposable Subscribe(Action<Notice> onNotice, Action onGap) => _local.Subscribe(onNotice, onGap);

    public async ValueTask DisposeAsync()
    {
        await _queue.UnsubscribeAsync();
        await _redis.DisposeAsync();
    }

    private static ChannelMessageQueue Subscribe(ConnectionMultiplexer redis)
    {
        var topics = RedisChannel.Pattern(Prefix + "*");
        try
        {
            if (redis.IsConnected)
                return redis.GetSubscriber().Subscribe(topics);
        }
        catch (Exception error) when (error is RedisException or TimeoutException)
        {
            // Gone between the two: as if it had been away from the start.
        }

        // Without waiting: it is subscribed when Redis is there, and a gap is told then.
        return redis.GetSubscriber().Subscribe(topics, CommandFlags.FireAndForget);
    }

    private static string TopicOf(Notice notice) => notice switch
    {
        DomainEvent happened => Prefix + happened.Stream.Bucket,
        ReadSignal read => Prefix + read.Stream.Bucket,
        PlaceSignal arranged => Prefix + arranged.Stream.Bucket,
        PreferenceSignal preferred => Prefix + preferred.User.Bucket,
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
