using Collab.Support.Processes;
using StackExchange.Redis;

namespace Collab.Support.Servers;

/// <summary>A private Redis on loopback that keeps nothing on disk.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly PrivateDirectory directory;
    private GuardedProcess process;
    private bool isDown;

    private RedisServer(PrivateDirectory directory, GuardedProcess process, int port)
    {
        this.directory = directory;
        this.process = process;
        Port = port;
    }

    public int Port { get; }

    public int ProcessId => process.Id;

    /// <summary>As StackExchange.Redis and <c>Collab:Bus:Redis</c> want it.</summary>
    public string Endpoint => $"127.0.0.1:{Port}";

    public string LogTail => process.LogTail();

    public static async Task<RedisServer> StartAsync(CancellationToken ct = default)
    {
        var daemon = Tool.Find("redis-server", "redis-server");
        var directory = new PrivateDirectory("collab-redis-");
        try
        {
            var (process, port) = await ServerStart.UntilReadyAsync(p => Command(daemon, directory, p), AnswersAsync, ct);
            return new RedisServer(directory, process, port);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>Kills the server without warning; <see cref="StartAgainAsync"/> brings it back, empty, on the same port.</summary>
    public async Task CrashAsync()
    {
        await process.KillAsync();
        await process.DisposeAsync();
        isDown = true;
    }

    public async Task StartAgainAsync(CancellationToken ct = default)
    {
        process = await GuardedProcess.StartAsync(Command(Tool.Find("redis-server", "redis-server"), directory, Port), ct);
        isDown = false;
        await Eventually.TrueAsync(() => AnswersAsync(Port), "Redis answers after a crash", TimeSpan.FromSeconds(60));
    }

    public async ValueTask DisposeAsync()
    {
        if (!isDown)
            await process.DisposeAsync();
        directory.Dispose();
    }

    private static GuardedCommand Command(string daemon, PrivateDirectory directory, int port) =>
        new(daemon,
            ["--port", $"{port}", "--bind", "127.0.0.1", "--dir", directory.Location, "--save", "", "--appendonly", "no", "--daemonize", "no"],
            directory.File("server.log"))
        {
            RemoveWhenOrphaned = directory.Location,
        };

    private static async Task<bool> AnswersAsync(int port)
    {
        try
        {
            var options = new ConfigurationOptions { EndPoints = { { "127.0.0.1", port } }, ConnectTimeout = 500, ConnectRetry = 1 };
            await using var connection = await ConnectionMultiplexer.ConnectAsync(options);
            await connection.GetDatabase().PingAsync();
            return true;
        }
        catch (RedisException)
        {
            return false;
        }
    }
}
