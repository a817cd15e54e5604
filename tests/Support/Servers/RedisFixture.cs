namespace Collab.Support.Servers;

/// <summary>One Redis for a test assembly, started by the first test that asks. Tests keep apart by key prefix.</summary>
public sealed class RedisFixture : IAsyncDisposable
{
    private readonly Shared<RedisServer> server = new(() => RedisServer.StartAsync());

    public Task<RedisServer> ServerAsync() => server.GetAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
