namespace Collab.Support.Servers;

/// <summary>
/// One MariaDB for a test assembly, started by the first test that asks; a second one for tests that need two.
/// Use: <c>[assembly: AssemblyFixture(typeof(MariaDbFixture))]</c> and a constructor parameter.
/// </summary>
public sealed class MariaDbFixture : IAsyncDisposable
{
    private readonly Shared<MariaDbServer> first;
    private readonly Shared<MariaDbServer> second;
    private int databases;

    public MariaDbFixture()
    {
        first = new(() => MariaDbServer.StartAsync(Options));
        second = new(() => MariaDbServer.StartAsync(Options));
    }

    /// <summary>How large the servers are.</summary>
    public MariaDbOptions Options { get; init; } = new();

    public Task<MariaDbServer> ServerAsync() => first.GetAsync();

    public Task<MariaDbServer> SecondServerAsync() => second.GetAsync();

    /// <summary>An empty database that no other test has; the prefix is for whoever reads a log.</summary>
    public async Task<string> NewDatabaseAsync(string prefix = "test") => await NewDatabaseAsync(await ServerAsync(), prefix);

    public Task<string> NewDatabaseAsync(MariaDbServer server, string prefix = "test") =>
        server.CreateDatabaseAsync($"{prefix}_{Interlocked.Increment(ref databases)}");

    public async ValueTask DisposeAsync()
    {
        await first.DisposeAsync();
        await second.DisposeAsync();
    }
}
