using System.Net;
using System.Net.Sockets;
using Collab.Domain.Receipts;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support;
using Collab.Support.Servers;
using Collab.Support.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Infrastructure.Tests.Sharding;

/// <summary>One of four shards lies on a server of its own, and that server goes.</summary>
public sealed class ShardAwayTests(MariaDbFixture shared) : IAsyncLifetime
{
    private const string LastShard = "Collab:Storage:Shards:3:ConnectionString";

    private readonly MariaDbInstallation _installation = new(shared, StageStandings.Use);
    private MariaDbServer? _server;
    private string _database = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private MariaDbServer Server => _server ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        _server = await MariaDbServer.StartAsync(ct: Ct);
        _database = await _server.CreateDatabaseAsync("last", Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _installation.DisposeAsync();
        await Server.DisposeAsync();
    }

    [Fact]
    public async Task Only_its_own_places_go_with_it_and_come_back_with_it()
    {
        await using var node = await NodeAsync();
        await TestInstallation.StartNodeAsync(node, Ct);
        var here = new Stage(node);
        var ada = here.NewPerson();
        var (near, far) = (await PlaceAsync(here, ada, isFar: false), await PlaceAsync(here, ada, isFar: true));
        using var watch = ActivatorUtilities.CreateInstance<ShardWatch>(node);
        var shard = here.Router.For(far);
        await using var probe = new ShardProbe(shard.Database.Address);
        var farSeat = await here.SeatAsync(far, ada);
        await watch.LookAsync(shard, probe, Ct);
        Assert.False(shard.Database.Reach.IsAway);

        await Server.CrashAsync();
        await watch.LookAsync(shard, probe, Ct);

        Assert.True(shard.Database.Reach.IsAway);
        Assert.Equal(["shard-3"], node.GetRequiredService<Troubles>().All);
        var left = await here.Seats.ListPlacesAsync(ada, Ct);
        Assert.Equal([near], left.Items.Select(p => p.Id));
        Assert.Contains(far.Bucket, left.Away);
        Assert.DoesNotContain(near.Bucket, left.Away);
        Assert.Equal(1, (await here.PostAsync(near, ada)).Seq);
        Assert.Equal([near], (await here.Streams.CountMembersAsync([near, far], Ct)).Keys);
        await Assert.ThrowsAsync<DatabaseAwayException>(() => here.Streams.FindAsync(far, ada, Ct));
        await Assert.ThrowsAsync<DatabaseAwayException>(() => here.Messages.PostAsync(farSeat, here.Message(), Ct));
        await Assert.ThrowsAsync<DatabaseAwayException>(() => here.Markers.MoveAsync(farSeat, 1, MarkerMove.Forward, Ct));

        await Server.StartAgainAsync(Ct);
        var gaps = 0;
        using var subscription = node.GetRequiredService<IEventBus>().Subscribe(_ => { }, () => Interlocked.Increment(ref gaps));
        await watch.LookAsync(shard, probe, Ct);

        Assert.False(shard.Database.Reach.IsAway);
        Assert.Empty(node.GetRequiredService<Troubles>().All);
        await Eventually.TrueAsync(() => Volatile.Read(ref gaps) == 1, "pages are told to read what they missed");
        Assert.Equal([near, far], (await here.Seats.ListPlacesAsync(ada, Ct)).Items.Select(p => p.Id).OrderBy(id => id == far));
        Assert.Equal(1, (await here.PostAsync(far, ada)).Seq);
    }

    [Fact]
    public async Task A_node_starts_without_it_and_takes_it_in_when_it_is_back()
    {
        await using (var first = await NodeAsync())
            await TestInstallation.StartNodeAsync(first, Ct);
        await Server.CrashAsync();
        await using var node = await NodeAsync();
        await TestInstallation.StartNodeAsync(node, Ct);
        var here = new Stage(node);
        var shard = here.Router.All[3];
        using var watch = ActivatorUtilities.CreateInstance<ShardWatch>(node);
        await using var probe = new ShardProbe(shard.Database.Address);
        await watch.LookAsync(shard, probe, Ct);
        Assert.True(shard.Database.Reach.IsAway);
        Assert.Empty((await here.Seats.ListPlacesAsync(here.NewPerson(), Ct)).Items);

        await Server.StartAgainAsync(Ct);
        await watch.LookAsync(shard, probe, Ct);

        var ada = here.NewPerson();
        Assert.Equal(1, (await here.PostAsync(await PlaceAsync(here, ada, isFar: true), ada)).Seq);
    }

    [Fact]
    public async Task It_is_not_taken_in_when_another_database_answers_in_its_place()
    {
        await using (var first = await NodeAsync())
            await TestInstallation.StartNodeAsync(first, Ct);
        await Server.CrashAsync();
        await using var node = await NodeAsync();
        await TestInstallation.StartNodeAsync(node, Ct);
        var shard = node.GetRequiredService<ShardRouter>().All[3];
        using var watch = ActivatorUtilities.CreateInstance<ShardWatch>(node);
        await using var probe = new ShardProbe(shard.Database.Address);

        await Server.StartAgainAsync(Ct);
        await Server.ExecuteAsync("UPDATE last.shard_identity SET shard_id = 1", Ct);
        await watch.LookAsync(shard, probe, Ct);
        Assert.True(shard.Database.Reach.IsAway);

        await Server.ExecuteAsync("UPDATE last.shard_identity SET shard_id = 3", Ct);
        await watch.LookAsync(shard, probe, Ct);
        Assert.False(shard.Database.Reach.IsAway);
    }

    [Fact]
    public async Task A_new_installation_waits_for_all_of_its_shards()
    {
        await Server.CrashAsync();
        await using var node = await NodeAsync();
        var refused = await Assert.ThrowsAsync<StorageSettingsException>(() => TestInstallation.StartNodeAsync(node, Ct));
        Assert.Equal("The database shard-3 does not answer. Start its server, or mend its connection string in Collab:Storage.", refused.Message);
    }

    [Fact]
    public async Task A_host_that_takes_connections_and_says_nothing_is_away_as_well_and_releases_those_who_wait()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        var address = StorageLayout.From(Options($"Server=127.0.0.1;Port={port};User ID=root;Database=none"), "").Shards[0];
        using var database = new Database<ShardContext>(address);
        var waiting = database.CommandAsync((_, _, _) => Task.FromResult(1));
        await using var probe = new ShardProbe(address);

        Assert.NotNull(await probe.FailureAsync(Ct));
        Assert.False(waiting.IsCompleted);
        database.Reach.Lose();

        await Assert.ThrowsAsync<DatabaseAwayException>(() => waiting);
        await Assert.ThrowsAsync<DatabaseAwayException>(() => database.ReadAsync(_ => Task.FromResult(1), Ct));
    }

    private static StorageOptions Options(string connection) =>
        new() { Provider = Domain.Shared.Storage.DatabaseDialect.MySql, Directory = connection, Shards = { new ShardOptions { Name = "silent", ConnectionString = connection } } };

    private Task<ServiceProvider> NodeAsync() => _installation.NewNodeAsync(new Dictionary<string, string?> { [LastShard] = _database }, Ct);

    // Streams draw their buckets at random.
    private static async Task<StreamId> PlaceAsync(Stage here, UserId person, bool isFar)
    {
        var head = here.Channel(person);
        while (here.Router.For(head.Id).Id == 3 != isFar || (!isFar && here.Router.For(head.Id).Id > 0))
            head = here.Channel(person);
        return await here.MakeAsync(head, person);
    }
}
