using System.Net.Sockets;
using Collab.Support;
using Collab.Support.Servers;
using MySqlConnector;
using Xunit;

namespace Collab.Infrastructure.Tests.Servers;

public sealed class MariaDbServerTests(MariaDbFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_holds_any_letter_and_tells_case_apart()
    {
        var connectionString = await fixture.NewDatabaseAsync("letters");
        await using var connection = new MySqlConnection(connectionString);
        await connection.OpenAsync(Ct);
        await ExecuteAsync(connection, "CREATE TABLE words (word VARCHAR(20) PRIMARY KEY)");
        await ExecuteAsync(connection, "INSERT INTO words VALUES ('ada'), ('Ada'), ('👩🏽‍🚀')");

        Assert.Equal(3L, await ScalarAsync(connection, "SELECT COUNT(*) FROM words"));
    }

    [Fact]
    public async Task Commits_are_durable_and_dates_are_strict()
    {
        await using var connection = new MySqlConnection(await fixture.NewDatabaseAsync("settings"));
        await connection.OpenAsync(Ct);

        Assert.Equal(1L, await ScalarAsync(connection, "SELECT CAST(@@innodb_flush_log_at_trx_commit AS SIGNED)"));
        Assert.Contains("STRICT_TRANS_TABLES", (string?)await ScalarAsync(connection, "SELECT @@sql_mode"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_tests_never_get_the_same_database() =>
        Assert.NotEqual(await fixture.NewDatabaseAsync("same"), await fixture.NewDatabaseAsync("same"));

    [Fact]
    public async Task A_taken_name_is_refused()
    {
        var server = await fixture.ServerAsync();
        await server.CreateDatabaseAsync("taken", Ct);

        await Assert.ThrowsAsync<MySqlException>(() => server.CreateDatabaseAsync("taken", Ct));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a`; DROP DATABASE mysql; --")]
    [InlineData("Upper")]
    public async Task A_name_that_needs_quoting_is_refused(string name)
    {
        var server = await fixture.ServerAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => server.CreateDatabaseAsync(name, Ct));
    }

    [Fact]
    public async Task The_second_server_is_another_process()
    {
        var first = await fixture.ServerAsync();
        var second = await fixture.SecondServerAsync();

        Assert.NotEqual(first.ProcessId, second.ProcessId);
        Assert.NotEqual(first.Port, second.Port);
    }

    [Fact]
    public async Task A_stopped_server_is_gone_with_its_files()
    {
        var server = await MariaDbServer.StartAsync(ct: Ct);
        var data = Directories("collab-mariadb-", server.ProcessId);
        Assert.Single(data);

        await server.DisposeAsync();

        Assert.False(Processes.IsAlive(server.ProcessId));
        Assert.False(Directory.Exists(data[0]));
        await Assert.ThrowsAnyAsync<SocketException>(() => ConnectAsync(server.Port));
    }

    [Fact]
    public async Task A_server_that_starts_leaves_the_temporary_tables_of_the_others_alone()
    {
        await using var first = await MariaDbServer.StartAsync(ct: Ct);
        await using var connection = new MySqlConnection(first.ConnectionString(null));
        await connection.OpenAsync(Ct);
        var folder = Assert.IsType<string>(await ScalarAsync(connection, "SELECT @@tmpdir"));
        var table = Path.Combine(folder, "#sql-temptable-1-1-1.MAI");
        await File.WriteAllTextAsync(table, "rows", Ct);

        await using var second = await MariaDbServer.StartAsync(ct: Ct);

        Assert.True(File.Exists(table));
        await first.CrashAndRestartAsync(Ct);
        Assert.False(File.Exists(table)); // what it left there itself is cleaned up
    }

    [Fact]
    public async Task What_was_committed_survives_a_crash()
    {
        await using var server = await MariaDbServer.StartAsync(ct: Ct);
        var connectionString = await server.CreateDatabaseAsync("crash", Ct) + ";Pooling=false";
        await using (var connection = new MySqlConnection(connectionString))
        {
            await connection.OpenAsync(Ct);
            await ExecuteAsync(connection, "CREATE TABLE kept (id INT PRIMARY KEY)");
            await ExecuteAsync(connection, "INSERT INTO kept VALUES (1)");
        }

        await server.CrashAndRestartAsync(Ct);

        await using var again = new MySqlConnection(connectionString);
        await again.OpenAsync(Ct);
        Assert.Equal(1L, await ScalarAsync(again, "SELECT COUNT(*) FROM kept"));
    }

    private static async Task ConnectAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, Ct);
    }

    private static string[] Directories(string prefix, int processId) =>
        [.. Processes.Arguments(processId).Where(a => a.StartsWith("--datadir=", StringComparison.Ordinal) && a.Contains(prefix, StringComparison.Ordinal))
            .Select(a => a["--datadir=".Length..])];

    private static async Task ExecuteAsync(MySqlConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Ct);
    }

    private static async Task<object?> ScalarAsync(MySqlConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(Ct);
    }
}
