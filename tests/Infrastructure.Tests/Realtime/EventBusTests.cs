using System.Collections.Concurrent;
using System.Text.Json;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Realtime;
using Collab.Infrastructure.Storage;
using Collab.Support;
using Collab.Support.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Collab.Infrastructure.Tests.Realtime;

/// <summary>What every bus keeps; a bus has one or more nodes.</summary>
public abstract class EventBusContract : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _nodes = [];
    private IEventBus? _bus;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected IEventBus Bus => _bus ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _bus = await NodeAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var node in Enumerable.Reverse(_nodes))
            await node.DisposeAsync();
    }

    [Fact]
    public void Every_kind_of_notice_has_a_sample() =>
        Assert.Empty(SampleNotices.Kinds.Except(SampleNotices.All.Select(n => n.GetType())));

    [Fact]
    public async Task Every_kind_of_notice_arrives_unchanged()
    {
        using var heard = new Heard(Bus);

        await Bus.PublishAsync(SampleNotices.All, Ct);

        await heard.WaitForAsync(SampleNotices.All.Count, n => n is not DomainEvent { Stream.Value: not 77 });
        var expected = SampleNotices.All.Select(Text).Order(StringComparer.Ordinal);
        Assert.Equal(expected, heard.Notices.Where(n => n is not DomainEvent { Stream.Value: not 77 }).Select(Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Notices_of_a_stream_arrive_in_order_also_from_many_publishers()
    {
        const int Count = 400;
        StreamId[] streams = [.. Enumerable.Range(1, 8).Select(i => new StreamId((i << 10) + i))];
        using var heard = new Heard(Bus);

        await Task.WhenAll(streams.Select(stream => Task.Run(
            async () =>
            {
                for (var version = 1; version <= Count; version += 4)
                    await Bus.PublishAsync([.. Enumerable.Range(version, 4).Select(v => SampleNotices.Posted(stream, v))], Ct);
            },
            Ct)));

        await heard.WaitForAsync(Count * streams.Length, n => n is DomainEvent e && streams.Contains(e.Stream));
        foreach (var stream in streams)
            Assert.Equal(Enumerable.Range(1, Count).Select(v => (long)v), heard.Notices.OfType<DomainEvent>().Where(e => e.Stream == stream).Select(e => e.Version));
    }

    [Fact]
    public async Task One_notice_is_told_after_the_other()
    {
        var (inside, most) = (0, 0);
        var stream = new StreamId(5001);
        using var slow = Bus.Subscribe(
            _ =>
            {
                most = Math.Max(most, Interlocked.Increment(ref inside));
                Thread.SpinWait(2000);
                Interlocked.Decrement(ref inside);
            },
            () => { });
        using var heard = new Heard(Bus);

        await Task.WhenAll(Enumerable.Range(1, 100).Select(v => Task.Run(async () => await Bus.PublishAsync([SampleNotices.Posted(stream, v)], Ct), Ct)));

        await heard.WaitForAsync(100, n => n is DomainEvent e && e.Stream == stream);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task A_subscriber_that_throws_does_not_take_the_others_notices()
    {
        var stream = new StreamId(5002);
        using var bad = Bus.Subscribe(_ => throw new InvalidOperationException("broken"), () => throw new InvalidOperationException("broken"));
        using var heard = new Heard(Bus);

        await Bus.PublishAsync([SampleNotices.Posted(stream, 1)], Ct);
        await Bus.PublishAsync([SampleNotices.Posted(stream, 2)], Ct);

        await heard.WaitForAsync(2, n => n is DomainEvent e && e.Stream == stream);
    }

    [Fact]
    public async Task Who_has_left_hears_nothing()
    {
        var stream = new StreamId(5003);
        using var stays = new Heard(Bus);
        var leaves = new Heard(Bus);
        await Bus.PublishAsync([SampleNotices.Posted(stream, 1)], Ct);
        await leaves.WaitForAsync(1, n => n is DomainEvent e && e.Stream == stream);

        leaves.Dispose();
        leaves.Dispose();
        await Bus.PublishAsync([SampleNotices.Posted(stream, 2)], Ct);

        await stays.WaitForAsync(2, n => n is DomainEvent e && e.Stream == stream);
        Assert.Single(leaves.Notices, n => n is DomainEvent e && e.Stream == stream);
    }

    [Fact]
    public async Task A_disposed_bus_delivers_what_it_had_and_nothing_more()
    {
        var node = await NodeAsync();
        var heard = new Heard(node);
        await node.PublishAsync([SampleNotices.Posted(new StreamId(5004), 1)], Ct);
        await heard.WaitForAsync(1, n => n is DomainEvent { Stream.Value: 5004 });

        await StopAsync(node);
        await node.PublishAsync([SampleNotices.Posted(new StreamId(5004), 2)], Ct);
        await Bus.PublishAsync([SampleNotices.Posted(new StreamId(5004), 3)], Ct);

        Assert.Single(heard.Notices, n => n is DomainEvent { Stream.Value: 5004 });
    }

    [Fact]
    public async Task Publishing_nothing_is_nothing()
    {
        await Bus.PublishAsync([], Ct);
    }

    /// <summary>A node on the bus of this test.</summary>
    protected abstract Task<IEventBus> MakeAsync(Action<IAsyncDisposable> keep);

    protected Task<IEventBus> NodeAsync() => MakeAsync(_nodes.Add);

    protected async Task StopAsync(IEventBus node)
    {
        // What was made last for a node is stopped first: its connection, then its queue.
        var own = _nodes.FindIndex(n => ReferenceEquals(n, node));
        await _nodes[own].DisposeAsync();
        _nodes.RemoveAt(own);
        if (node is RedisBus)
        {
            await _nodes[own - 1].DisposeAsync();
            _nodes.RemoveAt(own - 1);
        }
    }

    private static string Text(Notice notice) => JsonSerializer.Serialize(notice, Json.Options);
}

/// <summary>A subscriber that keeps all.</summary>
internal sealed class Heard : IDisposable
{
    private readonly ConcurrentQueue<Notice> _notices = [];
    private readonly IDisposable _subscription;
    private int _gaps;

    public Heard(IEventBus bus) => _subscription = bus.Subscribe(_notices.Enqueue, () => Interlocked.Increment(ref _gaps));

    public IReadOnlyCollection<Notice> Notices => _notices;

    public int Gaps => Volatile.Read(ref _gaps);

    public Task WaitForAsync(int count, Func<Notice, bool> which) =>
        Eventually.TrueAsync(() => _notices.Count(which) >= count, $"{count} notices are heard", TimeSpan.FromSeconds(30));

    public void Dispose() => _subscription.Dispose();
}

public sealed class InProcessBusTests : EventBusContract
{
    protected override Task<IEventBus> MakeAsync(Action<IAsyncDisposable> keep)
    {
        var bus = new InProcessBus(NullLogger<InProcessBus>.Instance);
        keep(bus);
        return Task.FromResult<IEventBus>(bus);
    }

    [Fact]
    public async Task An_overflow_is_told_as_a_gap()
    {
        using var gate = new ManualResetEventSlim();
        using var blocks = Bus.Subscribe(_ => gate.Wait(Ct), () => { });
        using var heard = new Heard(Bus);
        var notice = SampleNotices.Posted(new StreamId(1), 1);

        for (var i = 0; i < 70_000; i++)
            await Bus.PublishAsync([notice], Ct);
        gate.Set();

        await Eventually.TrueAsync(() => heard.Gaps > 0, "the gap is told");
        Assert.True(heard.Notices.Count < 70_000);
    }

    [Fact]
    public async Task A_gap_is_told_in_its_turn()
    {
        var order = new ConcurrentQueue<string>();
        using var gate = new ManualResetEventSlim();
        using var subscription = Bus.Subscribe(
            n =>
            {
                gate.Wait(Ct);
                order.Enqueue("notice");
            },
            () => order.Enqueue("gap"));
        await Bus.PublishAsync([SampleNotices.Posted(new StreamId(1), 1)], Ct);

        ((InProcessBus)Bus).ReportGap();
        await Bus.PublishAsync([SampleNotices.Posted(new StreamId(1), 2)], Ct);
        gate.Set();

        await Eventually.TrueAsync(() => order.Count == 3, "all is told");
        Assert.Equal(["notice", "gap", "notice"], order);
    }
}

public sealed class RedisBusTests(RedisFixture redis) : EventBusContract
{
    protected override async Task<IEventBus> MakeAsync(Action<IAsyncDisposable> keep)
    {
        var bus = Connect((await redis.ServerAsync()).Endpoint, keep);
        await HearsItselfAsync(bus);
        return bus;
    }

    [Fact]
    public async Task Two_nodes_hear_each_other_and_themselves()
    {
        var other = await NodeAsync();
        using var here = new Heard(Bus);
        using var there = new Heard(other);
        var stream = new StreamId(6001);

        await Bus.PublishAsync([SampleNotices.Posted(stream, 1)], Ct);
        await here.WaitForAsync(1, n => n is DomainEvent e && e.Stream == stream);
        await other.PublishAsync([SampleNotices.Posted(stream, 2)], Ct);

        foreach (var heard in new[] { here, there })
        {
            await heard.WaitForAsync(2, n => n is DomainEvent e && e.Stream == stream);
            Assert.Equal([1L, 2L], heard.Notices.OfType<DomainEvent>().Where(e => e.Stream == stream).Select(e => e.Version));
        }
    }

    [Fact]
    public async Task What_cannot_be_read_is_a_gap_and_does_not_stop_the_rest()
    {
        using var heard = new Heard(Bus);
        await using var stranger = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync((await redis.ServerAsync()).Endpoint);
        foreach (var text in new[] { "{\"type\":\"message.of_tomorrow\",\"id\":\"1\"}", "{\"type\":\"typing\",\"stream\":\"no id\"}", "no json", "", "null", "{}" })
            await stranger.GetSubscriber().PublishAsync(StackExchange.Redis.RedisChannel.Literal("collab:bucket:1"), text);

        await Bus.PublishAsync([SampleNotices.Posted(new StreamId(6002), 1)], Ct);

        await heard.WaitForAsync(1, n => n is DomainEvent { Stream.Value: 6002 });
        Assert.True(heard.Gaps > 0);
    }

    [Fact]
    public async Task A_Redis_that_restarts_leaves_a_gap_and_publishing_meanwhile_does_not_throw()
    {
        await using var server = await RedisServer.StartAsync(Ct);
        var nodes = new List<IAsyncDisposable>();
        var bus = Connect(server.Endpoint, nodes.Add);
        using var heard = new Heard(bus);
        await HearsItselfAsync(bus);
        var gapsBefore = heard.Gaps;

        await server.CrashAsync();
        for (var i = 0; i < 20; i++)
            await bus.PublishAsync([SampleNotices.Posted(new StreamId(1), 2)], Ct);
        await server.StartAgainAsync(Ct);

        await Eventually.TrueAsync(() => heard.Gaps > gapsBefore, "the gap is told", TimeSpan.FromSeconds(60));
        await Eventually.TrueAsync(
            async () =>
            {
                await bus.PublishAsync([SampleNotices.Posted(new StreamId(1), 3)], Ct);
                return heard.Notices.OfType<DomainEvent>().Any(e => e.Version == 3);
            },
            "notices flow again",
            TimeSpan.FromSeconds(60));
        foreach (var node in Enumerable.Reverse(nodes))
            await node.DisposeAsync();
    }

    [Fact]
    public async Task A_Redis_that_takes_the_subscription_back_for_a_while_is_asked_again()
    {
        await using var server = await RedisServer.StartAsync(Ct);
        var nodes = new List<IAsyncDisposable>();
        var bus = Connect(server.Endpoint, nodes.Add);
        using var heard = new Heard(bus);
        await HearsItselfAsync(bus);
        var gapsBefore = heard.Gaps;
        await using var admin = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync($"{server.Endpoint},allowAdmin=true");

        // Redis ends the connections that are subscribed to what they may not have, and refuses them afterwards.
        await admin.GetDatabase().ExecuteAsync("ACL", "SETUSER", "default", "resetchannels");
        await Eventually.TrueAsync(
            async () => ((string?)await admin.GetDatabase().ExecuteAsync("INFO", "errorstats"))?.Contains("errorstat_NOPERM", StringComparison.Ordinal) == true, "the subscription is refused", TimeSpan.FromSeconds(30));
        await admin.GetDatabase().ExecuteAsync("ACL", "SETUSER", "default", "allchannels");

        await Eventually.TrueAsync(() => heard.Gaps > gapsBefore, "the gap is told", TimeSpan.FromSeconds(30));
        await bus.PublishAsync([SampleNotices.Posted(new StreamId(1), 3)], Ct);
        await heard.WaitForAsync(1, n => n is DomainEvent { Version: 3 });
        foreach (var node in Enumerable.Reverse(nodes))
            await node.DisposeAsync();
    }

    [Fact]
    public async Task A_Redis_that_is_away_at_the_start_is_waited_for()
    {
        await using var server = await RedisServer.StartAsync(Ct);
        await server.CrashAsync();
        var nodes = new List<IAsyncDisposable>();
        var bus = Connect(server.Endpoint, nodes.Add);
        using var heard = new Heard(bus);
        await bus.PublishAsync([SampleNotices.Posted(new StreamId(1), 1)], Ct);

        await server.StartAgainAsync(Ct);

        await Eventually.TrueAsync(
            async () =>
            {
                await bus.PublishAsync([SampleNotices.Posted(new StreamId(1), 2)], Ct);
                return heard.Notices.OfType<DomainEvent>().Any(e => e.Version == 2);
            },
            "notices flow",
            TimeSpan.FromSeconds(60));
        await Eventually.TrueAsync(() => heard.Gaps > 0, "the gap is told");
        foreach (var node in Enumerable.Reverse(nodes))
            await node.DisposeAsync();
    }

    // A node that starts on a busy machine may be subscribed a little later; what is said to it until then it does not hear.
    private static async Task HearsItselfAsync(RedisBus bus)
    {
        var probe = new StreamId(4999);
        using var heard = new Heard(bus);
        await Eventually.TrueAsync(
            async () =>
            {
                await bus.PublishAsync([SampleNotices.Posted(probe, 1)], Ct);
                return heard.Notices.OfType<DomainEvent>().Any(e => e.Stream == probe);
            },
            "the node hears itself",
            TimeSpan.FromSeconds(60));
    }

    private static RedisBus Connect(string endpoint, Action<IAsyncDisposable> keep)
    {
        var local = new InProcessBus(NullLogger<InProcessBus>.Instance);
        keep(local);
        var bus = RedisBus.Connect(endpoint, local, new Collab.Infrastructure.Nodes.Troubles(), NullLogger<RedisBus>.Instance);
        keep(bus);
        return bus;
    }
}
