using System.Globalization;
using Collab.Domain.Channels;
using Collab.Domain.Organizations;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shards;
using Collab.Identity.Tokens;
using Collab.Support;
using Collab.Support.Servers;
using Collab.Web.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;

namespace Collab.Web.Tests.Operations.Moves;

/// <summary>What a company runs, as processes that can be killed: two nodes, two MariaDB servers with a shard each, Redis.</summary>
internal sealed class MoveSite : IAsyncDisposable
{
    private const int Nodes = 2;
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly MariaDbServer[] _servers;
    private readonly RedisServer _redis;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("collab-move-");
    private readonly Dictionary<string, string> _settings;
    private readonly Started?[] _nodes = new Started?[Nodes];
    private readonly int[] _ports = [.. Enumerable.Range(0, Nodes).Select(_ => LoopbackPort.Free())];

    private MoveSite(MariaDbServer[] servers, RedisServer redis, Dictionary<string, string> settings) =>
        (_servers, _redis, _settings) = (servers, redis, settings);

    public string Token { get; private set; } = "";

    public static async Task<MoveSite> StartAsync(CancellationToken ct)
    {
        MariaDbServer[] servers = [await MariaDbServer.StartAsync(ct: ct), await MariaDbServer.StartAsync(ct: ct)];
        var redis = await RedisServer.StartAsync(ct);
        var settings = new Dictionary<string, string>
        {
            ["Collab__Storage__Provider"] = "MySql",
            ["Collab__Storage__MigrateOnStart"] = "true",
            ["Collab__Storage__Directory"] = await servers[0].CreateDatabaseAsync("directory", ct),
            ["Collab__Storage__Shards__0__Name"] = "one",
            ["Collab__Storage__Shards__0__ConnectionString"] = await servers[0].CreateDatabaseAsync("one", ct),
            ["Collab__Storage__Shards__1__Name"] = "two",
            ["Collab__Storage__Shards__1__ConnectionString"] = await servers[1].CreateDatabaseAsync("two", ct),
            ["Collab__Bus__Provider"] = "Redis",
            ["Collab__Bus__Redis"] = redis.Endpoint,
            ["Collab__Limits__Post__Burst"] = "1000000",
            ["Collab__Limits__Post__PerSecond"] = "1000000",
            ["Collab__Limits__Read__Burst"] = "1000000",
            ["Collab__Limits__Read__PerSecond"] = "1000000",
            ["Collab__Limits__Create__Burst"] = "1000000",
            ["Collab__Limits__Create__PerSecond"] = "1000000",
        };
        return new MoveSite(servers, redis, settings);
    }

    /// <summary>An organization with channels, each in a bucket of its own, and a token that may write to all of them.</summary>
    public async Task<IReadOnlyList<StreamId>> SetUpAsync(int channels, CancellationToken ct)
    {
        await using var app = new SetUpNode(_settings.ToDictionary(x => x.Key["Collab__".Length..].Replace("__", ":", StringComparison.Ordinal), x => x.Value));
        var setUp = TestWorld.Ok(await app.Get<SetUpOrganization>().ExecuteAsync(
            new SetUpOrganizationRequest("Acme", "Europe/Berlin", "en", "Ada", "ada@acme.example", "correct horse of ada", "First"), ct));
        await using var scope = app.Services.CreateAsyncScope();
        Token = TestWorld.Ok(await scope.ServiceProvider.GetRequiredService<CreateAccessToken>().ExecuteAsync(setUp.Owner, "tests", null, ct)).Secret;
        var made = new List<StreamId>();
        for (var tried = 0; made.Count < channels; tried++)
        {
            var channel = TestWorld.Ok(await app.Get<CreateChannel>().ExecuteAsync(
                new CreateChannelRequest(setUp.Owner, setUp.Workspace.Id, $"channel-{tried}", ChannelVisibility.Public), ct));
            if (made.TrueForAll(m => m.Bucket != channel.Id.Bucket))
                made.Add(channel.Id);
        }

        return made;
    }

    public Uri AddressOf(int node) => new($"http://127.0.0.1:{_ports[node % Nodes]}/");

    public async Task StartNodeAsync(int node)
    {
        _nodes[node]?.Dispose();
        _nodes[node] = Started.With([$"--port={_ports[node]}", "--data", Folder($"node-{node}")], [.. _settings.Select(s => (s.Key, s.Value))]);
        await Eventually.TrueAsync(() => IsReadyAsync(node), $"node {node} is ready; it said: {_nodes[node]?.Errors}", TimeSpan.FromSeconds(90));
    }

    /// <summary>Kill -9, then the same node again.</summary>
    public async Task CrashNodeAsync(int node)
    {
        await _nodes[node]!.SignalAsync("KILL"); // started before
        await StartNodeAsync(node);
    }

    /// <summary>Kill -9 of a database server, then the same one again on the same data.</summary>
    public Task CrashServerAsync(int server, CancellationToken ct) => _servers[server].CrashAndRestartAsync(ct);

    /// <summary>A mover as a process of its own.</summary>
    public Started Move(Bucket bucket, string target) =>
        Started.With(
            ["shards", "move", bucket.ToString(), target, "--grace", "1", "--data", Folder("mover")],
            [.. _settings.Select(s => (s.Key, s.Value))]);

    /// <summary>How far the bucket's move is; null when none was ever planned, or while the directory is away.</summary>
    public async Task<MoveStep?> StepAsync(Bucket bucket) =>
        await AskAsync($"SELECT step FROM bucket_move WHERE bucket = {bucket.Value}") is { } step ? (MoveStep)step : null;

    /// <summary>For how long the bucket's writers had to wait at the switch.</summary>
    public async Task<TimeSpan> FencedForAsync(Bucket bucket) =>
        TimeSpan.FromMicroseconds(await AskAsync($"SELECT fenced_for FROM bucket_move WHERE bucket = {bucket.Value}") ?? 0);

    /// <summary>The shard that the map names for a bucket.</summary>
    public async Task<string> ShardOfAsync(Bucket bucket) =>
        await AskAsync($"SELECT shard_id FROM bucket_map WHERE bucket = {bucket.Value}") == 0 ? "one" : "two";

    /// <summary>How many messages of a bucket a shard has.</summary>
    public async Task<long> CountAsync(string shard, Bucket bucket) =>
        await AskAsync($"SELECT COUNT(*) FROM message WHERE bucket = {bucket.Value}", shard == "one" ? "Shards__0__ConnectionString" : "Shards__1__ConnectionString") ?? -1;

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            node?.Dispose();
        foreach (var server in _servers)
            await server.DisposeAsync();
        await _redis.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_folder.FullName, name)).FullName;

    private async Task<bool> IsReadyAsync(int node)
    {
        if (_nodes[node] is { HasExited: true } ended)
            throw new InvalidOperationException($"Node {node} ended: {ended.Errors}");
        try
        {
            using var answer = await Http.GetAsync(new Uri(AddressOf(node), "health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private async Task<long?> AskAsync(FormattableString question, string database = "Directory")
    {
        try
        {
            await using var connection = new MySqlConnection(_settings["Collab__Storage__" + database] + ";Pooling=false;Connection Timeout=2");
            await connection.OpenAsync();
            await using var command = new MySqlCommand(question.ToString(CultureInfo.InvariantCulture), connection);
            return Convert.ToInt64(await command.ExecuteScalarAsync() ?? throw new InvalidOperationException("There is no such row."), CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is MySqlException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A node in this process, for as long as the organization is set up.</summary>
    private sealed class SetUpNode(IReadOnlyDictionary<string, string> settings) : CollabApp
    {
        protected override IReadOnlyDictionary<string, string> Settings { get; } = settings;
    }
}
