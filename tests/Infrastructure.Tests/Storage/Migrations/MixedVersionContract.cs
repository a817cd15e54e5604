using Collab.Domain.Shared.Storage;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Migrations;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Servers;
using Collab.Support.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Infrastructure.Tests.Storage.Migrations;

/// <summary>Databases that a newer version has migrated, and code of today beside it.</summary>
public abstract class MixedVersionContract(TestInstallation installation) : IAsyncLifetime
{
    private static readonly SchemaPlan LaterDirectory = SchemaPlan.Of(SchemaMigrator.DirectoryTag, typeof(DirectoryLater).Assembly);
    private static readonly SchemaPlan LaterShard = SchemaPlan.Of(SchemaMigrator.ShardTag, typeof(DirectoryLater).Assembly);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return installation.DisposeAsync();
    }

    [Fact]
    public async Task Code_of_today_runs_on_what_a_newer_version_has_added()
    {
        await MigrateAsync(contracts: false);
        await installation.StartAsync(Ct);
        var here = new Stage(installation.Services);
        var ada = here.NewPerson();
        var stream = await here.ChannelAsync(ada);

        Assert.Equal(1, (await here.PostAsync(stream, ada, here.Message("hello"))).Seq);
        Assert.Equal("hello", Assert.Single(await here.HistoryAsync(stream)).Text);
        Assert.Equal(1001, (await StateAsync()).Version);
    }

    [Fact]
    public async Task Migrating_with_code_of_today_leaves_a_newer_schema_as_it_is()
    {
        await MigrateAsync(contracts: false);
        await SchemaMigrator.MigrateAsync(Directory(await LayoutAsync()), SchemaPlan.Directory, contracts: true, null, Ct);
        Assert.Equal(1001, (await StateAsync()).Version);
    }

    [Fact]
    public async Task Code_of_today_refuses_to_start_where_something_was_taken_away()
    {
        await MigrateAsync(contracts: true);
        Assert.Equal(
            $"The database directory has schema 1002, made by a newer version of Collab for versions that know schema 1001; this one knows up to {SchemaPlan.Directory.Range.Newest}. Start the newer version, or restore a backup.",
            await RefusedStart.OfAsync(installation));
    }

    [Fact]
    public async Task What_is_to_be_taken_away_waits_until_it_is_asked_for()
    {
        await MigrateAsync(contracts: false);
        Assert.False((await StateAsync()).Lacks(LaterDirectory));
        Assert.DoesNotContain(1002L, (await StateAsync()).Applied);

        await MigrateAsync(contracts: true);
        Assert.Contains(1002L, (await StateAsync()).Applied);
        Assert.DoesNotContain("first_run", (await SchemaShape.ReadAsync(Directory(await LayoutAsync()), Ct)).Tables.Keys);
    }

    [Fact]
    public async Task A_migration_that_running_nodes_cannot_stand_is_refused_with_their_names()
    {
        await installation.StartAsync(Ct);
        var layout = await LayoutAsync();
        var state = await StateAsync();
        // What only adds is fine beside the node that runs.
        await OlderNodes.RefuseAsync(layout.Directory, LaterDirectory, state, contracts: false, Ct);

        var error = await Assert.ThrowsAsync<StorageSettingsException>(() => OlderNodes.RefuseAsync(layout.Directory, LaterDirectory, state, contracts: true, Ct));
        Assert.Equal(
            $"The schema cannot be changed while nodes of an older version run: {NodeHolder.New().Name}. Stop them, or wait a minute when they have crashed, then try again.", error.Message);

        await ActivatorUtilities.CreateInstance<StorageLifecycle>(installation.Services).StoppedAsync(Ct);
        await installation.ExecuteAsync("UPDATE node_lease SET expires_at = 0");
        await OlderNodes.RefuseAsync(layout.Directory, LaterDirectory, state, contracts: true, Ct);
    }

    [Fact]
    public async Task A_database_that_is_held_lets_nobody_start()
    {
        await installation.StartAsync(Ct);
        await installation.ExecuteAsync("UPDATE schema_floor SET hold = 'somebody works on it'");
        Assert.Equal("The database directory is not ready: somebody works on it.", await RefusedStart.OfAsync(installation));
    }

    [Fact]
    public async Task What_is_missing_in_a_database_is_found_and_named()
    {
        await installation.StartAsync(Ct);
        var address = Directory(await LayoutAsync());
        var expected = await SchemaShape.OfAsync(SchemaPlan.Directory, await StateAsync(), Ct);
        Assert.Empty(expected.FaultsOf(await SchemaShape.ReadAsync(address, Ct)));

        await installation.ExecuteAsync(address.Dialect == DatabaseDialect.Sqlite ? "DROP INDEX ix_person_role" : "DROP INDEX ix_person_role ON person");
        await installation.ExecuteAsync("DROP TABLE password_reset");
        await installation.ExecuteAsync("ALTER TABLE channel DROP COLUMN topic");
        await installation.ExecuteAsync("CREATE TABLE more (more_id INT PRIMARY KEY)");
        Assert.Equal(
            ["channel: the column topic is missing", "person: the index ix_person_role is missing", "the table password_reset is missing"],
            expected.FaultsOf(await SchemaShape.ReadAsync(address, Ct)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_database_of_a_new_installation_has_the_expected_tables()
    {
        await installation.StartAsync(Ct);
        foreach (var shard in (await LayoutAsync()).Shards)
        {
            var expected = await SchemaShape.OfAsync(SchemaPlan.Shard, await SchemaState.ReadAsync(shard, Ct), Ct);
            Assert.True(expected.Tables.Count > 10);
            Assert.Empty(expected.FaultsOf(await SchemaShape.ReadAsync(shard, Ct)));
        }
    }

    private static DatabaseAddress Directory(StorageLayout layout) => layout.Directory;

    private async Task<StorageLayout> LayoutAsync()
    {
        await using var node = await installation.NewNodeAsync(Ct);
        return node.GetRequiredService<StorageLayout>();
    }

    private async Task<SchemaState> StateAsync() => await SchemaState.ReadAsync((await LayoutAsync()).Directory, Ct);

    private async Task MigrateAsync(bool contracts)
    {
        var layout = await LayoutAsync();
        await SchemaMigrator.MigrateAsync(layout.Directory, LaterDirectory, contracts, null, Ct);
        foreach (var shard in layout.Shards)
            await SchemaMigrator.MigrateAsync(shard, LaterShard, contracts, null, Ct);
    }
}

public sealed class MixedVersionOnSqliteTests() : MixedVersionContract(new SqliteInstallation(StageStandings.Use));

public sealed class MixedVersionOnMariaDbTests(MariaDbFixture server) : MixedVersionContract(new MariaDbInstallation(server, StageStandings.Use));
