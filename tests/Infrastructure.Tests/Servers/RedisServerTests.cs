using Collab.Support.Servers;
using StackExchange.Redis;
using Xunit;

namespace Collab.Infrastructure.Tests.Servers;

public sealed class RedisServerTests(RedisFixture fixture)
{
    [Fact]
    public async Task It_carries_messages_between_two_connections()
    {
        var server = await fixture.ServerAsync();
        await using var one = await ConnectionMultiplexer.ConnectAsync(server.Endpoint);
        await using var other = await ConnectionMultiplexer.ConnectAsync(server.Endpoint);
        var arrived = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await one.GetSubscriber().SubscribeAsync(RedisChannel.Literal("greetings"), (_, text) => arrived.TrySetResult(text));

        await other.GetSubscriber().PublishAsync(RedisChannel.Literal("greetings"), "hello");

        Assert.Equal("hello", await arrived.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_stopped_server_is_gone()
    {
        var server = await RedisServer.StartAsync(TestContext.Current.CancellationToken);
        Assert.True(Processes.IsAlive(server.ProcessId));

        await server.DisposeAsync();

        Assert.False(Processes.IsAlive(server.ProcessId));
    }
}
