using Collab.Domain.Audit;
using Collab.Domain.Nodes;
using Collab.Domain.Organizations;
using Collab.Domain.Presence;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Presence;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Tests.Storage;
using Collab.Support.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Collab.Infrastructure.Tests.Nodes;

public abstract class NodeRegistryContract(TestInstallation installation) : IAsyncLifetime
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await installation.ExecuteAsync("DELETE FROM node");

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_node_says_what_it_does_and_is_found_by_name()
    {
        var (b, a) = (NewNode(), NewNode());
        b.Troubles.Begin("shard-2");
        b.Troubles.Begin(Troubles.Bus);
        await b.Registry.BeatAsync(Beat("b"), Ct);
        await a.Registry.BeatAsync(Beat("a"), Ct);
        await b.Registry.BeatAsync(Beat("b") with { State = NodeState.Draining, Circuits = 12, HubClients = 3 }, Ct);

        var nodes = await a.Registry.ListAsync(Ct);

        Assert.Equal(["a", "b"], nodes.Select(n => n.Name));
        Assert.Equal((NodeState.Draining, 12, 3), (nodes[1].State, nodes[1].Circuits, nodes[1].HubClients));
        Assert.Equal(["bus", "shard-2"], nodes[1].Troubles);
        Assert.Empty(nodes[0].Troubles);
        Assert.All(nodes, n => Assert.True(n.IsAlive));
        Assert.All(nodes, n => Assert.Equal((SchemaMigrator.RangeOf("directory").Newest, SchemaMigrator.RangeOf("shard").Newest), n.Schemas));
        Assert.All(nodes, n => Assert.Equal(installation.Get<ShardRouter>().MapVersion, n.MapVersion));
    }

    [Fact]
    public async Task A_silent_node_is_dead_by_the_clock_of_the_directory_and_forgotten_after_an_hour()
    {
        var (dead, long_, living) = (NewNode(), NewNode(), NewNode());
        await dead.Registry.BeatAsync(Beat("dead"), Ct);
        await long_.Registry.BeatAsync(Beat("long dead"), Ct);
        await installation.ExecuteAsync("UPDATE node SET heartbeat_at = heartbeat_at - 20000000");
        await installation.ExecuteAsync("UPDATE node SET heartbeat_at = heartbeat_at - 3600000000 WHERE name = 'long dead'");
        Assert.All(await living.Registry.ListAsync(Ct), n => Assert.False(n.IsAlive));

        await living.Registry.BeatAsync(Beat("living"), Ct);

        Assert.Equal([("dead", false), ("living", true)], (await living.Registry.ListAsync(Ct)).Select(n => (n.Name, n.IsAlive)));
        await dead.Registry.BeatAsync(Beat("dead"), Ct);
        Assert.All(await living.Registry.ListAsync(Ct), n => Assert.True(n.IsAlive));
    }

    [Fact]
    public async Task A_node_that_starts_again_takes_its_old_place_and_one_that_ends_in_order_leaves_none()
    {
        var (before, after) = (NewNode(), NewNode());
        await before.Registry.BeatAsync(Beat("a"), Ct);
        await after.Registry.BeatAsync(Beat("a") with { Version = "2" }, Ct);
        Assert.Equal("2", Assert.Single(await after.Registry.ListAsync(Ct)).Version);
        await after.Registry.LeaveAsync(Ct);
        Assert.Empty(await after.Registry.ListAsync(Ct));
    }

    [Fact]
    public async Task Of_two_nodes_with_one_name_the_later_has_it_and_each_keeps_its_place()
    {
        var (first, second, reader) = (NewNode(), NewNode(), NewNode());
        await first.Registry.BeatAsync(Beat("twin") with { Circuits = 1 }, Ct);
        await second.Registry.BeatAsync(Beat("twin") with { Circuits = 2 }, Ct);
        for (var i = 0; i < 3; i++)
        {
            await first.Registry.BeatAsync(Beat("twin") with { Circuits = 1 }, Ct);
            await second.Registry.BeatAsync(Beat("twin") with { Circuits = 2 }, Ct);
        }

        var other = $"twin ({first.Run.Name[^6..]})";
        Assert.Equal([("twin", 2), (other, 1)], (await reader.Registry.ListAsync(Ct)).Select(n => (n.Name, n.Circuits)));

        // Each can be told to drain, by its own name.
        Assert.True((await reader.Registry.AskToDrainAsync(other, true, null, Ct)).IsOk);
        Assert.True(await first.Registry.BeatAsync(Beat("twin"), Ct));
        Assert.False(await second.Registry.BeatAsync(Beat("twin"), Ct));
    }

    [Fact]
    public async Task A_node_that_was_forgotten_comes_back_under_its_name()
    {
        var node = NewNode();
        await node.Registry.BeatAsync(Beat("sleeper"), Ct);
        await installation.ExecuteAsync("DELETE FROM node");
        await node.Registry.BeatAsync(Beat("sleeper"), Ct);
        Assert.Equal("sleeper", Assert.Single(await node.Registry.ListAsync(Ct)).Name);
    }

    [Fact]
    public async Task A_node_hears_that_it_shall_drain_and_the_audit_log_has_it_once()
    {
        var node = NewNode();
        Assert.False(await node.Registry.BeatAsync(Beat("a"), Ct));
        var actor = new Actor(new UserId(1), new OrganizationId(1), OrganizationRole.Owner);
        var drain = new DrainNode(node.Registry, new AuditTrail(installation.Time, installation.Get<IIdSource>()));
        var entries = await EntriesAsync();

        Assert.True((await drain.ExecuteAsync(actor, "a", true, Ct)).IsOk);
        Assert.True(await node.Registry.BeatAsync(Beat("a"), Ct));
        Assert.True((await node.Registry.ListAsync(Ct)).Single().IsDrainAsked);
        Assert.True((await drain.ExecuteAsync(actor, "a", false, Ct)).IsOk);
        Assert.False(await node.Registry.BeatAsync(Beat("a"), Ct));

        Assert.IsType<Error.NotFound>((await drain.ExecuteAsync(actor, "nobody", true, Ct)).Error);
        Assert.Equal(2, await EntriesAsync() - entries);
    }

    [Theory]
    [InlineData(OrganizationRole.Member)]
    [InlineData(OrganizationRole.Auditor)]
    public async Task Nobody_else_learns_of_nodes(OrganizationRole role)
    {
        var node = NewNode();
        await node.Registry.BeatAsync(Beat("a"), Ct);
        var actor = new Actor(new UserId(1), new OrganizationId(1), role);
        Assert.IsType<Error.NotFound>((await new ListNodes(node.Registry).ExecuteAsync(actor, Ct)).Error);
        var drain = new DrainNode(node.Registry, new AuditTrail(installation.Time, installation.Get<IIdSource>()));
        Assert.IsType<Error.NotFound>((await drain.ExecuteAsync(actor, "a", true, Ct)).Error);
        Assert.False(await node.Registry.BeatAsync(Beat("a"), Ct));
    }

    [Fact]
    public async Task The_people_of_a_dead_node_are_offline_as_soon_as_the_registry_knows()
    {
        var (here, there) = (NewNode(), NewNode());
        var bus = new Bus();
        using var board = new PresenceBoard(bus, installation.Time);
        using var deaths = new DeadNodes(here.Registry, board, installation.Time, NullLogger<DeadNodes>.Instance);
        await there.Registry.BeatAsync(Beat("there"), Ct);
        var ada = new UserId(77);
        bus.Tell(new PresenceSignal(there.Run.Name, [ada], [], [], true));
        await deaths.RunOnceAsync(Ct);
        Assert.Equal(PresenceState.Online, board.Of(ada));

        await installation.ExecuteAsync("UPDATE node SET heartbeat_at = heartbeat_at - 20000000");
        Assert.Equal(1, await deaths.RunOnceAsync(Ct));

        Assert.Equal(PresenceState.Offline, board.Of(ada));
        Assert.Equal(0, await deaths.RunOnceAsync(Ct));
    }

    private static NodeBeat Beat(string name) => new(name, $"http://{name}:5080", "1", NodeState.Up, 0, 0);

    private (NodeRegistry Registry, NodeRun Run, Troubles Troubles) NewNode()
    {
        var (run, troubles) = (new NodeRun(), new Troubles());
        return (new NodeRegistry(installation.Get<Database<DirectoryContext>>(), run, installation.Get<ShardRouter>(), troubles, NullLogger<NodeRegistry>.Instance), run, troubles);
    }

    private Task<int> EntriesAsync() => installation.ReadAsync(c => c.AuditEntries.CountAsync(a => a.Target == "node:a", Ct));

    private sealed class Bus : IEventBus
    {
        private Action<Notice> _told = _ => { };

        public void Tell(Notice notice) => _told(notice);

        public ValueTask PublishAsync(IReadOnlyCollection<Notice> notices, CancellationToken ct) => ValueTask.CompletedTask;

        public IDisposable Subscribe(Action<Notice> onNotice, Action onGap)
        {
            _told += onNotice;
            return new MemoryStream();
        }
    }
}

public sealed class NodeRegistryOnSqliteTests(OnSqlite on) : NodeRegistryContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class NodeRegistryOnMariaDbTests(OnMariaDb on) : NodeRegistryContract(on.Installation), IClassFixture<OnMariaDb>;
