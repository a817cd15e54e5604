using Collab.Domain.Shards;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Servers;
using Collab.Support.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MySqlConnector;
using Xunit;

namespace Collab.Infrastructure.Tests.Sharding.Moves;

/// <summary>Further shards on servers; those in files are tested with the command.</summary>
public sealed class AddShardTests(MariaDbFixture server) : IAsyncLifetime
{
    private const string Name = "Collab:Storage:Shards:4:Name";
    private const string Connection = "Collab:Storage:Shards:4:ConnectionString";

    private readonly MariaDbInstallation _installation = new(server, StageStandings.Use);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _installation.StartAsync(Ct);

    public ValueTask DisposeAsync() => _installation.DisposeAsync();

    [Fact]
    public async Task A_shard_is_added_and_takes_buckets_once_every_node_knows_it()
    {
        await using var operators = await OperatorAsync("extra", await server.NewDatabaseAsync("extra"));
        await AddAsync(operators, "extra");
        var shards = operators.GetRequiredService<IShardAdministration>();
        Assert.Equal((4, 0), (await shards.ListShardsAsync(Ct)).Single(s => s.Name == "extra") is var added ? (added.Id, added.Buckets) : default);

        Assert.Equal("move.unknown_to_node", (await shards.PlanAsync(new Bucket(7), "extra", null, Ct)).Error?.Code);
        await _installation.Get<NodeLease>().ReleaseAsync(Ct);
        await _installation.ExecuteAsync("UPDATE node_lease SET expires_at = 0");
        Assert.Null((await shards.PlanAsync(new Bucket(7), "extra", null, Ct)).Error);
        Assert.Equal(MoveStep.Done, (await shards.WorkAsync(new Bucket(7), TimeSpan.Zero, Ct))?.Step);
        Assert.Equal(1, (await shards.ListShardsAsync(Ct)).Single(s => s.Name == "extra").Buckets);

        // The node that was not started again keeps what it has, and says why.
        var said = await Assert.ThrowsAsync<StorageSettingsException>(() => _installation.Get<ShardMapReader>().RefreshAsync());
        Assert.Contains("which the settings do not name", said.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shard_that_the_settings_do_not_name_is_refused()
    {
        await using var operators = await OperatorAsync("extra", await server.NewDatabaseAsync("extra"));
        var said = await Assert.ThrowsAsync<StorageSettingsException>(() => AddAsync(operators, "other"));
        Assert.StartsWith("Collab:Storage:Shards names no shard other.", said.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_database_as_another_shard_is_refused()
    {
        var twin = (await _installation.SettingsAsync(Ct))["Collab:Storage:Shards:1:ConnectionString"] + ";Application Name=twin";
        await using var operators = await OperatorAsync("extra", twin);
        var said = await Assert.ThrowsAsync<StorageSettingsException>(() => AddAsync(operators, "extra"));
        Assert.StartsWith("The shards shard-1 and extra hold the same data", said.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_database_of_another_installation_is_refused()
    {
        await using var other = new MariaDbInstallation(server, StageStandings.Use);
        await other.StartAsync(Ct);
        await using var operators = await OperatorAsync("extra", (await other.SettingsAsync(Ct))["Collab:Storage:Shards:2:ConnectionString"] ?? "");
        var said = await Assert.ThrowsAsync<StorageSettingsException>(() => AddAsync(operators, "extra"));
        Assert.StartsWith("The database extra belongs to another installation of Collab.", said.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "The database extra does not answer.")]
    [InlineData(false, "The database extra refuses Collab's account.")]
    public async Task A_database_that_cannot_be_used_is_refused_without_showing_its_password(bool isAway, string reason)
    {
        var connection = new MySqlConnectionStringBuilder(await server.NewDatabaseAsync("extra")) { ConnectionTimeout = 2 };
        if (isAway)
            connection.Port = (uint)LoopbackPort.Free();
        else
            (connection.UserID, connection.Password) = ("mallory", "hunter22");
        await using var operators = await OperatorAsync("extra", connection.ConnectionString);
        var said = await Assert.ThrowsAsync<StorageSettingsException>(() => AddAsync(operators, "extra"));
        Assert.StartsWith(reason, said.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", said.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shard_that_is_away_is_listed_as_away_and_takes_no_buckets()
    {
        var connection = new MySqlConnectionStringBuilder(await server.NewDatabaseAsync("extra")) { ConnectionTimeout = 2, Port = (uint)LoopbackPort.Free() };
        await using var operators = await OperatorAsync("extra", connection.ConnectionString);
        await operators.GetRequiredService<StorageOpening>().OpenAsync(Ct);
        var shards = operators.GetRequiredService<IShardAdministration>();
        var listed = await shards.ListShardsAsync(Ct);
        Assert.Equal([true, true, true, true, false], listed.Select(s => s.IsReachable));
        Assert.Equal(Bucket.Count, (await shards.ListBucketsAsync(Ct)).Count);
        await _installation.ExecuteAsync("UPDATE node_lease SET expires_at = 0");
        Assert.Equal("shard.away", (await shards.PlanAsync(new Bucket(7), "extra", null, Ct)).Error?.Code);
    }

    private Task<ServiceProvider> OperatorAsync(string name, string connection) =>
        _installation.NewNodeAsync(
            new Dictionary<string, string?> { [Name] = name, [Connection] = connection, ["Collab:Storage:MigrateOnStart"] = "false" }, Ct);

    private static async Task AddAsync(ServiceProvider operators, string name)
    {
        await StorageOpening.AddShardAsync(operators.GetRequiredService<IOptions<StorageOptions>>().Value, operators.GetRequiredService<DataFolder>(), name, Ct);
        await operators.GetRequiredService<StorageOpening>().PrepareAsync(Ct);
    }
}
