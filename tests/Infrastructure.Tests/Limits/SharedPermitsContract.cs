using Collab.Domain.Shared;
using Collab.Infrastructure.Limits;
using Collab.Support;
using Collab.Support.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Collab.Infrastructure.Tests.Limits;

public abstract class SharedPermitsContract : IAsyncLifetime
{
    private ISharedPermits? _permits;

    /// <summary>A name of its own for each test: the tests share one Redis.</summary>
    protected PermitRule Rule { get; } = new($"test-{Guid.CreateVersion7():n}", 3, TimeSpan.FromSeconds(3));

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ISharedPermits Permits => _permits ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _permits = await NodeAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_permits is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
    }

    [Fact]
    public async Task When_all_permits_are_taken_the_answer_says_how_long_to_wait_and_then_one_is_back()
    {
        await TakeAsync("a", 3);
        var refused = Assert.IsType<Error.TooMany>((await Permits.TakeAsync("a", Rule, Ct)).Error);
        Assert.InRange(refused.RetryAfter, TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(3));
        Time.Advance(refused.RetryAfter);
        await TakeAsync("a", 1);
        Assert.False((await Permits.TakeAsync("a", Rule, Ct)).IsOk);
    }

    [Fact]
    public async Task Another_key_and_another_name_are_counted_apart()
    {
        await TakeAsync("a", 3);
        await TakeAsync("b", 1);
        Assert.True((await Permits.TakeAsync("a", Rule with { Name = Rule.Name + "-other" }, Ct)).IsOk);
    }

    [Fact]
    public async Task A_permit_that_is_given_back_can_be_taken_again_and_there_are_never_more_than_the_capacity()
    {
        for (var i = 0; i < 20; i++)
        {
            await TakeAsync("a", 1);
            await Permits.GiveBackAsync("a", Rule, Ct);
        }

        await Permits.GiveBackAsync("a", Rule, Ct);
        await Permits.GiveBackAsync("never seen", Rule, Ct);
        await TakeAsync("a", 3);
        Assert.False((await Permits.TakeAsync("a", Rule, Ct)).IsOk);
    }

    [Fact]
    public async Task Of_many_at_once_as_many_get_one_as_there_are()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Permits.TakeAsync("a", Rule, Ct))));
        Assert.Equal(3, answers.Count(a => a.IsOk));
    }

    [Fact]
    public async Task After_a_long_pause_all_are_back_and_no_more()
    {
        await TakeAsync("a", 3);
        Time.Advance(TimeSpan.FromDays(1));
        await TakeAsync("a", 3);
        Assert.False((await Permits.TakeAsync("a", Rule, Ct)).IsOk);
    }

    protected abstract Task<ISharedPermits> NodeAsync();

    private async Task TakeAsync(string key, int times)
    {
        for (var i = 0; i < times; i++)
            Assert.True((await Permits.TakeAsync(key, Rule, Ct)).IsOk);
    }
}

public sealed class LocalPermitsTests : SharedPermitsContract
{
    protected override Task<ISharedPermits> NodeAsync() => Task.FromResult<ISharedPermits>(new LocalPermits(Time));
}

public sealed class RedisPermitsTests(RedisFixture redis) : SharedPermitsContract
{
    [Fact]
    public async Task What_one_node_takes_the_other_lacks()
    {
        await using var one = await ConnectAsync((await redis.ServerAsync()).Endpoint);
        await using var other = await ConnectAsync((await redis.ServerAsync()).Endpoint);
        Assert.True((await one.TakeAsync("a", Rule, Ct)).IsOk);
        Assert.True((await other.TakeAsync("a", Rule, Ct)).IsOk);
        Assert.True((await one.TakeAsync("a", Rule, Ct)).IsOk);
        Assert.IsType<Error.TooMany>((await other.TakeAsync("a", Rule, Ct)).Error);
        await one.GiveBackAsync("a", Rule, Ct);
        Assert.True((await other.TakeAsync("a", Rule, Ct)).IsOk);
    }

    [Fact]
    public async Task Without_redis_the_node_counts_for_itself_and_afterwards_with_the_others_again()
    {
        await using var own = await RedisServer.StartAsync(Ct);
        await using var node = await ConnectAsync(own.Endpoint);
        await own.CrashAsync();
        for (var i = 0; i < 3; i++)
            Assert.True((await node.TakeAsync("a", Rule, Ct)).IsOk);
        Assert.False((await node.TakeAsync("a", Rule, Ct)).IsOk);

        await own.StartAgainAsync(Ct);
        await using var other = await ConnectAsync(own.Endpoint);
        await Eventually.TrueAsync(
            async () =>
            {
                await node.TakeAsync("b", Rule, Ct);
                return !(await other.TakeAsync("b", Rule with { Capacity = 1 }, Ct)).IsOk;
            },
            "both count together again");
    }

    protected override async Task<ISharedPermits> NodeAsync() => await ConnectAsync((await redis.ServerAsync()).Endpoint);

    private Task<RedisPermits> ConnectAsync(string endpoint) =>
        Task.Run(() => RedisPermits.Connect(endpoint, new LocalPermits(Time), Time, NullLogger<RedisPermits>.Instance));
}
