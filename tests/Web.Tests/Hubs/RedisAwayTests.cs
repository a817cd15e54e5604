using System.Net;
using Collab.Domain.Nodes;
using Collab.Domain.Receipts;
using Collab.Domain.Streams;
using Collab.Support;
using Collab.Support.Servers;
using Collab.Web.Tests.Hosting;
using Xunit;

namespace Collab.Web.Tests.Hubs;

/// <summary>Two nodes over MariaDB lose the Redis between them, and get it back empty.</summary>
public sealed class RedisAwayTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<IAsyncDisposable> _own = [];
    private RedisServer? _redis;
    private World? _here;
    private Node? _there;

    private RedisServer Redis => _redis ?? throw new InvalidOperationException("Not started.");

    private World Here => _here ?? throw new InvalidOperationException("Not started.");

    private Node There => _there ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        var maria = Own(await MariaDbServer.StartAsync());
        _redis = Own(await RedisServer.StartAsync());
        var settings = new Dictionary<string, string>
        {
            ["Storage:Provider"] = "MySql",
            ["Storage:MigrateOnStart"] = "true",
            ["Storage:Directory"] = await maria.CreateDatabaseAsync("directory"),
            ["Bus:Provider"] = "Redis",
            ["Bus:Redis"] = _redis.Endpoint,
        };
        for (var i = 0; i < 2; i++)
        {
            settings[$"Storage:Shards:{i}:Name"] = $"shard-{i}";
            settings[$"Storage:Shards:{i}:ConnectionString"] = await maria.CreateDatabaseAsync($"shard{i}");
        }

        _here = Own(new World(settings));
        await _here.InitializeAsync();
        _there = Own(new Node(settings));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var thing in Enumerable.Reverse(_own))
            await thing.DisposeAsync();
    }

    [Fact]
    public async Task Messages_reach_the_other_node_all_the_same_and_nothing_is_missing_or_doubled_afterwards()
    {
        await using var ben = await HubProgram.ConnectAsync(There, Here.Ben);
        await ben.SubscribeAsync(Here.Open);
        await Here.PostAsync(Here.Ada, Here.Open, "with Redis");
        await ben.SeesAsync("with Redis");

        await Redis.CrashAsync();
        for (var i = 1; i <= 5; i++)
            await Here.PostAsync(Here.Ada, Here.Open, $"without Redis {i}");
        await Eventually.TrueAsync(() => ben.Texts.Contains("without Redis 5"), "the outbox brings what the bus does not", Patience);
        await Eventually.TrueAsync(async () => (await NodesAsync()).Count(n => n.Troubles.Contains("bus")) == 2, "both nodes say so in the registry", Patience);
        Assert.Equal((HttpStatusCode.OK, true), await HealthAsync());

        await Redis.StartAgainAsync(TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(async () => (await NodesAsync()).All(n => n.Troubles.Count == 0), "Redis is found again", Patience);
        await Here.PostAsync(Here.Ada, Here.Open, "with Redis again");
        await Eventually.TrueAsync(() => ben.Texts.Contains("with Redis again"), "events go on", Patience);

        Assert.False(ben.IsClosed);
        Assert.Equal(["with Redis", .. Enumerable.Range(1, 5).Select(i => $"without Redis {i}"), "with Redis again"], ben.Texts.Where(t => t.Length > 0));
        var versions = ben.Versions(Here.Open);
        Assert.Equal(Enumerable.Range(0, versions.Length).Select(i => versions[0] + i), versions);
        Assert.Equal((HttpStatusCode.OK, false), await HealthAsync());
    }

    [Fact]
    public async Task A_marker_that_moved_meanwhile_is_right_wherever_it_is_read()
    {
        var message = await Here.PostAsync(Here.Ada, Here.Open, "to be read");
        await Redis.CrashAsync();
        TestWorld.Ok(await Here.Get<MarkRead>().ExecuteAsync(new MarkReadRequest(Here.Ben.Actor, Here.Open, message.Seq), TestContext.Current.CancellationToken));
        var places = await There.Get<ListPlaces>().ExecuteAsync(Here.Ben.Actor, TestContext.Current.CancellationToken);
        Assert.Equal((message.Seq, 0), places.Items.Where(p => p.Id == Here.Open).Select(p => (p.LastReadSeq, p.Unread)).Single());
    }

    private Task<IReadOnlyList<NodeView>> NodesAsync() => Here.Get<INodeRegistry>().ListAsync(TestContext.Current.CancellationToken);

    private async Task<(HttpStatusCode Status, bool IsDegraded)> HealthAsync()
    {
        using var client = There.Http();
        using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (answer.StatusCode, text.Contains("\"bus\":\"Degraded\"", StringComparison.Ordinal));
    }

    private T Own<T>(T thing)
        where T : IAsyncDisposable
    {
        _own.Add(thing);
        return thing;
    }

    private sealed class World(IReadOnlyDictionary<string, string> settings) : TestWorld
    {
        protected override IReadOnlyDictionary<string, string> Settings => settings;
    }

    private sealed class Node(IReadOnlyDictionary<string, string> settings) : CollabApp
    {
        protected override IReadOnlyDictionary<string, string> Settings => settings;
    }
}
