using System.Globalization;
using Collab.Support;
using Collab.Support.Servers;
using Collab.Web.Tests.Hosting;
using MySqlConnector;
using Xunit;

namespace Collab.Web.Tests.Operations;

/// <summary><c>db</c> as an operator runs it, over two shards on a server.</summary>
public sealed class MigrateCommandTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("collab-migrate-").FullName;
    private MariaDbServer? _server;

    private MariaDbServer Server => _server ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        _server = await MariaDbServer.StartAsync();
        foreach (var name in (string[])["directory", "a", "b"])
            await Server.CreateDatabaseAsync(name);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Killed_again_and_again_it_comes_to_its_end()
    {
        var kills = 0;
        while (!await MigratesAsync())
            Assert.InRange(++kills, 1, 100);

        Assert.InRange(kills, 3, 100);
        var (code, output) = await RunAsync(Server.Port, "db", "verify");
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task A_shard_that_fails_is_named_and_leaves_the_others_done()
    {
        await Server.ExecuteAsync("CREATE TABLE a.reaction_of_old (x INT); CREATE VIEW a.mention AS SELECT x FROM a.reaction_of_old", TestContext.Current.CancellationToken);
        await Server.ExecuteAsync("DROP DATABASE b", TestContext.Current.CancellationToken);
        var (code, output) = await RunAsync(Server.Port, "db", "migrate");

        Assert.Equal(1, code);
        Assert.Contains("failed: The database b is not on its server.", output, StringComparison.Ordinal);
        Assert.Matches(@"directory\s+MySql\s+is at schema \d+", output);
        Assert.Matches(@"\ba\s+MySql\s+\d+ of \d+: Shard: streams", output);
        Assert.Contains("The database a is not as it should be: mention: the column bucket is missing.", (await RunAsync(Server.Port, "db", "verify")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_command_of_the_page_works()
    {
        var commands = PageCommands.Of("docs/operate/migrations.md");
        Assert.Equal(4, commands.Count);
        // The page's order is that of a reader; a new installation is migrated first.
        foreach (var command in commands.OrderBy(c => c.Contains("verify")))
        {
            var (code, output) = await RunAsync(Server.Port, command);
            Assert.True(code == 0, output);
        }
    }

    // Every try may change twelve things; at the thirteenth the program is killed.
    private async Task<bool> MigratesAsync()
    {
        Started? program = null;
        await using var proxy = new StatementProxy(
            Server.Port, s => !s.Contains("schema_floor", StringComparison.Ordinal) && s.TrimStart() is ['C', ..] or ['A', ..] or ['I', ..], allowed: 12,
            async () =>
            {
                await Eventually.TrueAsync(() => program is not null, "the program is known");
                await program!.SignalAsync("KILL"); // waited for above
            });
        using (program = Started.With(["db", "migrate", "--data", _folder], [.. Settings(proxy.Port)]))
        {
            var code = await program.EndAsync();
            Assert.True(code == 0 || proxy.IsCut, program.Output + program.Errors);
            return code == 0;
        }
    }

    private async Task<(int Code, string Output)> RunAsync(int port, params string[] arguments)
    {
        using var program = Started.With([.. arguments, "--data", _folder], [.. Settings(port)]);
        return (await program.EndAsync(), program.Output + program.Errors);
    }

    private IEnumerable<(string Name, string Value)> Settings(int port)
    {
        yield return ("Collab__Storage__Provider", "MySql");
        yield return ("Collab__Storage__Directory", Connection("directory", port));
        foreach (var (name, i) in ((string[])["a", "b"]).Select((n, i) => (n, i)))
        {
            var shard = string.Create(CultureInfo.InvariantCulture, $"Collab__Storage__Shards__{i}");
            yield return (shard + "__Name", name);
            yield return (shard + "__ConnectionString", Connection(name, port));
        }
    }

    private string Connection(string database, int port) =>
        new MySqlConnectionStringBuilder(Server.ConnectionString(database)) { Port = (uint)port }.ConnectionString;
}
