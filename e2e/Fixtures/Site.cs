using Collab.Domain.Shared.Ids;
using Collab.Support.Elasticsearch;
using Collab.Support.Servers;
using Microsoft.Data.Sqlite;

namespace Collab.e2e.Fixtures;

/// <summary>A running Collab with everything behind it: its nodes and the servers and folders that belong to them.</summary>
public sealed class Site : IAsyncDisposable
{
    private static readonly IReadOnlyList<string> ShardNames = ["shard-0", "shard-1", "shard-2", "shard-3"];

    // A journey writes in seconds what a person writes in a month.
    private static readonly IReadOnlyDictionary<string, string> NoLimits = new Dictionary<string, string>(
        from kind in (string[])["Post", "Change", "Create", "Read", "Upload"]
        from part in (string[])["Burst", "PerSecond"]
        select KeyValuePair.Create($"Collab__Limits__{kind}__{part}", "100000"));

    private readonly List<WebNode> nodes = [];
    private readonly List<IAsyncDisposable> servers = [];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("collab-e2e-");

    private MariaDbServer? upperShards;
    private ElasticServer? search;

    private Site()
    {
    }

    /// <summary>The server of the upper half of the buckets, on <see cref="OnMariaDbAsync"/>; the directory is on the other one.</summary>
    public MariaDbServer UpperShards => upperShards ?? throw new InvalidOperationException("This site has no servers.");

    public IReadOnlyList<WebNode> Nodes => nodes;

    public Task<string> FirstRunCodeAsync() => Nodes[0].FirstRunCodeAsync();

    /// <summary>What <c>./dev run</c> gives: one node, everything embedded, all data in one folder.</summary>
    public static Task<Site> OnSqliteAsync(bool demo = false, bool mail = false) => BuildAsync(async site =>
        await site.AddNodeAsync("node-1", new Dictionary<string, string>
        {
            ["Collab__Storage__Provider"] = "Sqlite",
            ["Collab__Demo"] = demo ? "true" : "false",
            ["Collab__Mail__Provider"] = mail ? "Outbox" : "None",
        }));

    /// <summary>What Elasticsearch was asked that its published description does not have; nothing where it is not used.</summary>
    public IReadOnlyCollection<string> SearchViolations => search?.Violations ?? [];

    /// <summary>
    /// What a company runs: two nodes before MariaDB on two servers, with Redis between the nodes, and a stand-in for
    /// Elasticsearch that holds to its description.
    /// </summary>
    public static Task<Site> OnMariaDbAsync() => BuildAsync(async site =>
    {
        var settings = await site.StartServersAsync();
        await site.AddNodeAsync("node-1", settings);
        await site.AddNodeAsync("node-2", settings);
    });

    /// <summary>On SQLite: the time of everything in a place that disappears has come. Journeys cannot wait as long as people do.</summary>
    public async Task ExpireAsync(StreamId place)
    {
        var now = (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        foreach (var file in folder.EnumerateFiles("shard-*.db", SearchOption.AllDirectories))
        {
            await using var connection = new SqliteConnection($"Data Source={file.FullName};Pooling=False");
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText =
                """
                PRAGMA busy_timeout = 10000; BEGIN IMMEDIATE;
                UPDATE message SET expires_at = @now WHERE stream_id = @place AND expires_at IS NOT NULL;
                UPDATE file SET expires_at = @now WHERE stream_id = @place AND expires_at IS NOT NULL;
                UPDATE expiry SET expires_at = @now WHERE stream_id = @place;
                COMMIT;
                """;
            command.Parameters.AddWithValue("@now", now);
            command.Parameters.AddWithValue("@place", place.Value);
            await command.ExecuteNonQueryAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(nodes.Select(node => node.DisposeAsync().AsTask()));
        await Task.WhenAll(servers.Select(server => server.DisposeAsync().AsTask()));
        folder.Delete(recursive: true);
    }

    private static async Task<Site> BuildAsync(Func<Site, Task> build)
    {
        var site = new Site();
        try
        {
            await build(site);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    private async Task AddNodeAsync(string name, IReadOnlyDictionary<string, string> settings) =>
        nodes.Add(await WebNode.StartAsync(new WebNodeOptions(name, Path.Combine(folder.FullName, name))
        {
            Host = "localhost",
            Settings = new Dictionary<string, string>([.. NoLimits, .. settings, KeyValuePair.Create("DOTNET_gcServer", "0")]),
        }));

    private async Task<IReadOnlyDictionary<string, string>> StartServersAsync()
    {
        var first = await MariaDbServer.StartAsync();
        servers.Add(first);
        var second = await MariaDbServer.StartAsync();
        servers.Add(upperShards = second);
        var redis = await RedisServer.StartAsync();
        servers.Add(redis);
        search = await ElasticServer.StartAsync();
        servers.Add(search);

        var settings = new Dictionary<string, string>
        {
            ["Collab__Storage__Provider"] = "MySql",
            ["Collab__Storage__MigrateOnStart"] = "true",
            ["Collab__Storage__Directory"] = await first.CreateDatabaseAsync("collab_directory"),
            ["Collab__Bus__Provider"] = "Redis",
            ["Collab__Bus__Redis"] = redis.Endpoint,
            // A folder that all nodes share.
            ["Collab__Files__Path"] = Path.Combine(folder.FullName, "files"),
            ["Collab__Search__Provider"] = "Elasticsearch",
            ["Collab__Search__Elasticsearch"] = search.Url,
        };
        for (var i = 0; i < ShardNames.Count; i++)
        {
            var server = i < ShardNames.Count / 2 ? first : second;
            settings[$"Collab__Storage__Shards__{i}__Name"] = ShardNames[i];
            settings[$"Collab__Storage__Shards__{i}__ConnectionString"] = await server.CreateDatabaseAsync($"collab_shard_{i}");
        }

        return settings;
    }
}
