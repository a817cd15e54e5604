using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Support.Servers;
using Collab.Support.Storage;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;
using Xunit;

namespace Collab.Infrastructure.Tests.Storage;

public sealed class MariaDbStartTests(MariaDbFixture server) : IAsyncDisposable
{
    private const string Directory = "Collab:Storage:Directory";

    private readonly MariaDbInstallation _installation = new(server);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _installation.DisposeAsync();

    [Fact]
    public async Task Nodes_that_start_at_once_on_empty_databases_agree()
    {
        var nodes = new List<ServiceProvider>();
        for (var i = 0; i < 4; i++)
            nodes.Add(await _installation.NewNodeAsync(Ct));
        try
        {
            await Task.WhenAll(nodes.Select(node => Task.Run(() => TestInstallation.StartNodeAsync(node, Ct), Ct)));
            Assert.Equal(4, nodes.Select(n => n.GetRequiredService<NodeLease>().Node).Distinct().Count());
            foreach (var bucket in Enumerable.Range(0, Bucket.Count).Select(b => new Bucket((short)b)))
                Assert.Single(nodes.Select(n => n.GetRequiredService<ShardRouter>().For(bucket).Name).Distinct());
        }
        finally
        {
            foreach (var node in nodes)
                await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_database_without_its_schema_is_refused_unless_start_may_make_it() =>
        Assert.Matches(
            "^The database (directory|shard-.) has schema 0, and this version of Collab needs [0-9]+\\. Run: \\./dev db migrate$",
            await RefusedStart.OfAsync(_installation, ("Collab:Storage:MigrateOnStart", "false")));

    [Fact]
    public async Task A_database_from_a_newer_version_is_refused()
    {
        await _installation.StartAsync(Ct);
        await _installation.ExecuteAsync("INSERT INTO VersionInfo (Version, Description) VALUES (99, 'later')");
        await _installation.ExecuteAsync("UPDATE schema_floor SET oldest_code = 98");
        var said = await RefusedStart.OfAsync(_installation);
        Assert.StartsWith("The database directory has schema 99, made by a newer version of Collab for versions that know schema 98;", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_schema_is_brought_up_to_date_with_its_content()
    {
        await _installation.StartAsync(Ct);
        await _installation.ExecuteAsync("ALTER TABLE channel DROP COLUMN name_version");
        await _installation.ExecuteAsync("DROP TABLE bucket_move");
        await _installation.ExecuteAsync("ALTER TABLE node_lease DROP COLUMN shards");
        await _installation.ExecuteAsync("DELETE FROM VersionInfo WHERE Version >= 3");
        await _installation.ExecuteAsync("INSERT INTO channel VALUES (5, 1, 'kept', '', '', 0, 0, 1, 0, 0)");
        await using var node = await _installation.NewNodeAsync(Ct);
        await TestInstallation.StartNodeAsync(node, Ct);
        Assert.Equal(1, await _installation.CountAsync("channel", "name = 'kept' AND name_version = 0"));
        Assert.Equal(1, await _installation.CountAsync("node_lease", "shards = '0,1,2,3'"));
    }

    [Fact]
    public async Task Two_shards_on_one_database_are_refused()
    {
        var settings = await _installation.SettingsAsync(Ct);
        var said = await RefusedStart.OfAsync(
            _installation, ("Collab:Storage:Shards:3:ConnectionString", settings["Collab:Storage:Shards:1:ConnectionString"] + ";Application Name=twin"));
        Assert.StartsWith("The shards shard-1 and shard-3 hold the same data: they are one database, or one is a copy", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Swapped_connection_strings_are_refused()
    {
        await _installation.StartAsync(Ct);
        var settings = await _installation.SettingsAsync(Ct);
        var said = await RefusedStart.OfAsync(
            _installation, ("Collab:Storage:Shards:0:ConnectionString", settings["Collab:Storage:Shards:2:ConnectionString"]),
            ("Collab:Storage:Shards:2:ConnectionString", settings["Collab:Storage:Shards:0:ConnectionString"]));
        Assert.Equal("The database given for shard-0 is that of shard-2. Are the two swapped in Collab:Storage:Shards?", said);
    }

    [Fact]
    public async Task A_shard_that_is_left_out_of_the_settings_is_missed()
    {
        await _installation.StartAsync(Ct);
        var said = await RefusedStart.OfAsync(
            _installation, ("Collab:Storage:Shards:3:Name", null), ("Collab:Storage:Shards:3:ConnectionString", null));
        Assert.Equal(
            "The shard map puts 256 buckets on the shard shard-3, which Collab:Storage:Shards does not name. Name it again, with the connection string that it had.", said);
    }

    [Fact]
    public async Task A_new_shard_is_taken_in_without_buckets()
    {
        await _installation.StartAsync(Ct);
        await using var node = await _installation.NewNodeAsync(
            new Dictionary<string, string?>
            {
                ["Collab:Storage:Shards:4:Name"] = "shard-4",
                ["Collab:Storage:Shards:4:ConnectionString"] = await server.NewDatabaseAsync("shard4"),
            },
            Ct);
        await TestInstallation.StartNodeAsync(node, Ct);
        Assert.Equal([0, 1, 2, 3, 4], node.GetRequiredService<ShardRouter>().All.Select(s => s.Id));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_named_by_its_role_alone()
    {
        var said = await RefusedStart.OfAsync(
            _installation, (Directory, $"Server=127.0.0.1;Port={LoopbackPort.Free()};User ID=root;Password=hunter22;Database=directory;Connection Timeout=2"));
        Assert.Equal("The database directory does not answer. Start its server, or mend its connection string in Collab:Storage.", said);
    }

    [Fact]
    public async Task A_wrong_password_is_told_without_showing_it()
    {
        var said = await RefusedStart.OfAsync(_installation, (Directory, await WithAsync(b => (b.UserID, b.Password) = ("mallory", "hunter22"))));
        Assert.StartsWith("The database directory refuses Collab's account. Check user and password", said, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shard_with_a_wrong_password_is_named_and_the_others_are_left_alone()
    {
        await _installation.StartAsync(Ct);
        var settings = await _installation.SettingsAsync(Ct);
        var wrong = new MySqlConnectionStringBuilder(settings["Collab:Storage:Shards:2:ConnectionString"] ?? "") { UserID = "mallory", Password = "hunter22" };
        var said = await RefusedStart.OfAsync(_installation, ("Collab:Storage:Shards:2:ConnectionString", wrong.ConnectionString));
        Assert.StartsWith("The database shard-2 refuses Collab's account. Check user and password", said, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", said, StringComparison.Ordinal);
        await using var again = await _installation.NewNodeAsync(Ct);
        await TestInstallation.StartNodeAsync(again, Ct);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_told_with_how_to_make_it()
    {
        var said = await RefusedStart.OfAsync(_installation, (Directory, await WithAsync(b => b.Database = "no_such_database")));
        Assert.Equal("The database directory is not on its server. Make it: CREATE DATABASE … CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", said);
    }

    [Fact]
    public async Task A_collation_that_ignores_case_is_refused()
    {
        var connection = await server.NewDatabaseAsync("loose");
        var name = new MySqlConnectionStringBuilder(connection).Database;
        await (await server.ServerAsync()).ExecuteAsync($"ALTER DATABASE `{name}` CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci", Ct);
        var said = await RefusedStart.OfAsync(_installation, (Directory, connection));
        Assert.StartsWith("The database directory has the collation utf8mb4_general_ci; Collab needs utf8mb4_bin.", said, StringComparison.Ordinal);
    }

    private async Task<string> WithAsync(Action<MySqlConnectionStringBuilder> change)
    {
        var builder = new MySqlConnectionStringBuilder((await _installation.SettingsAsync(Ct))[Directory] ?? "");
        change(builder);
        return builder.ConnectionString;
    }
}
