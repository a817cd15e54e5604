using System.Data.Common;
using Collab.Domain.Shared.Storage;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Migrations;
using Collab.Support.Servers;
using MySqlConnector;
using Xunit;

namespace Collab.Infrastructure.Tests.Storage.Migrations;

/// <summary>
/// A migration that is broken off, at each of its statements in turn. The connection breaks as it does for the database
/// when the program is killed.
/// </summary>
public sealed class BrokenMigrationTests(MariaDbFixture servers)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SchemaMigrator.DirectoryTag)]
    [InlineData(SchemaMigrator.ShardTag)]
    public async Task Broken_off_after_every_statement_it_still_comes_to_the_same_end(string tag)
    {
        var server = await servers.ServerAsync();
        var (broken, fresh) = (await servers.NewDatabaseAsync("broken"), await servers.NewDatabaseAsync("fresh"));
        var plan = SchemaPlan.Of(tag, typeof(DirectoryLater).Assembly);

        var breaks = 0;
        while (!await ComesToItsEndAsync(server, broken, plan))
            Assert.InRange(++breaks, 1, 500);

        await SchemaMigrator.MigrateAsync(Address(fresh), plan, contracts: true, null, Ct);
        Assert.InRange(breaks, plan.Steps.Count + 10, 500);
        Assert.Equal(await DescribeAsync(fresh), await DescribeAsync(broken));
    }

    // Each try may change one thing more than the one before.
    private static async Task<bool> ComesToItsEndAsync(MariaDbServer server, string database, SchemaPlan plan)
    {
        await using var proxy = new StatementProxy(server.Port, Changes, allowed: 1);
        var through = new MySqlConnectionStringBuilder(database) { Port = (uint)proxy.Port, Pooling = false };
        try
        {
            await SchemaMigrator.MigrateAsync(Address(through.ConnectionString), plan, contracts: true, null, Ct);
            return true;
        }
        catch (Exception error) when (proxy.IsCut && error is DbException or InvalidOperationException or IOException or ObjectDisposedException)
        {
            return false;
        }
    }

    // What is done again on every try, whether it is needed or not, does not count.
    private static bool Changes(string statement) =>
        !statement.Contains("schema_floor", StringComparison.Ordinal)
        && ((string[])["CREATE", "ALTER", "DROP", "INSERT"]).Any(verb => statement.TrimStart().StartsWith(verb, StringComparison.OrdinalIgnoreCase));

    private static DatabaseAddress Address(string connectionString) => new("a database", DatabaseDialect.MySql, connectionString);

    private static async Task<IReadOnlyList<string>> DescribeAsync(string database)
    {
        await using var connection = new MySqlConnection(database);
        await connection.OpenAsync(Ct);
        var texts = new List<string>();
        foreach (var table in await connection.ListAsync("SHOW TABLES", r => r.GetString(0), Ct))
            texts.AddRange(await connection.ListAsync($"SHOW CREATE TABLE `{table}`", r => r.GetString(1), Ct));
        texts.AddRange(await connection.ListAsync("SELECT CONCAT(Version, ' ', Description) FROM VersionInfo ORDER BY Version", r => r.GetString(0), Ct));
        texts.AddRange(await connection.ListAsync("SELECT CAST(oldest_code AS CHAR) FROM schema_floor", r => r.GetString(0), Ct));
        return texts;
    }
}
