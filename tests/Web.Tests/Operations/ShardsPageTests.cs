using System.Globalization;
using System.Text.RegularExpressions;
using Collab.Domain.Nodes;
using Collab.Domain.Shards;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared.Storage;
using Collab.Support;
using Collab.Support.Storage;
using Collab.Web.Tests.Hosting;
using Xunit;

namespace Collab.Web.Tests.Operations;

/// <summary>What <c>docs/operate/shards.md</c> shows is run as it stands, on an installation in files.</summary>
public sealed partial class ShardsPageTests : IAsyncLifetime
{
    private readonly SqliteInstallation _installation = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _installation.StartAsync(Ct);
        await _installation.OrganizationAsync();
        // This process is no node that takes maps over: moves would wait for it.
        await QueryAsync("DELETE FROM node_lease RETURNING holder");
    }

    public ValueTask DisposeAsync() => _installation.DisposeAsync();

    [Fact]
    public async Task Every_command_of_the_page_works()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "docs/operate/shards.md"), Ct);
        string[] commands = [.. TestedBlock().Matches(page).SelectMany(block => block.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))];
        Assert.InRange(commands.Length, 6, 20);
        foreach (var command in commands)
            await RunAsync(command);

        Assert.Matches("shard-4 +yes +\\d+ +(18|19|20)\\d ", await RunAsync("./dev shards list"));
        Assert.Matches("bucket 7 +shard-0 to shard-4: done; writers waited \\d+ ms", await RunAsync("./dev shards status"));
        Assert.Equal(["shard:shard-4"], await EntriesAsync("shard.added"));
        var moves = (await _installation.Get<IShardAdministration>().ListMovesAsync(Ct)).Select(m => string.Create(CultureInfo.InvariantCulture, $"bucket:{m.Bucket.Value}"));
        Assert.Equal(moves.Order(StringComparer.Ordinal), (await EntriesAsync("bucket.move_planned")).Distinct());
    }

    [Fact]
    public async Task What_an_operator_does_stands_in_the_audit_log_and_takes_a_node_number_for_a_moment_only()
    {
        await _installation.Get<INodeRegistry>().BeatAsync(new NodeBeat("node-1", "http://localhost", "1.0", NodeState.Up, 0, 0), Ct);
        Assert.True((await _installation.Get<IShardAdministration>().PlanAsync(new Bucket(9), "shard-1", null, Ct)).IsOk);

        await RunAsync("./dev shards abort 9");
        await RunAsync("./dev nodes drain node-1");
        await RunAsync("./dev nodes undrain node-1");

        Assert.Equal(["bucket:9"], await EntriesAsync("bucket.move_aborted"));
        Assert.Equal(["node:node-1"], await EntriesAsync("node.drained"));
        Assert.Equal(["node:node-1"], await EntriesAsync("node.undrained"));
        // What was given back rests for five seconds.
        Assert.Empty(await QueryAsync("SELECT holder FROM node_lease WHERE expires_at > (julianday('now') - 2440587.5) * 86400000000 + 5100000"));
    }

    [Theory]
    [InlineData("add shard-9", "The next shard of this installation is shard-4")]
    [InlineData("add shard-2", "shard-2 is a shard already.")]
    [InlineData("move 7 shard-0", "Bucket 7 is on that shard already.")]
    [InlineData("move 7 shard-77", "There is no shard “shard-77”.")]
    [InlineData("move 1024 shard-1", "Buckets are numbered 0 to 1023.")]
    [InlineData("rebalance --to nowhere", "There is no shard “nowhere”.")]
    [InlineData("abort 7", "Bucket 7 is not being moved.")]
    public async Task What_makes_no_sense_is_refused_in_one_line(string command, string reason)
    {
        using var refused = Start($"./dev shards {command}");
        Assert.Equal(2, await refused.EndAsync());
        Assert.StartsWith($"collab: {reason}", refused.Errors, StringComparison.Ordinal);
    }

    private Task<IReadOnlyList<string>> EntriesAsync(string act) => QueryAsync(
        $$"""SELECT target FROM audit_entry WHERE act = '{{act}}' AND actor_id IS NULL AND json_extract(details, '$.by') = 'command line' ORDER BY target""");

    private Task<IReadOnlyList<string>> QueryAsync(string sql) => _installation.Get<IDirectoryDatabase>().WriteAsync<IReadOnlyList<string>>(
        async (connection, transaction) =>
        {
            await using var command = connection.CreateCommand();
            (command.CommandText, command.Transaction) = (sql, transaction);
            await using var reader = await command.ExecuteReaderAsync(Ct);
            var found = new List<string>();
            while (await reader.ReadAsync(Ct))
                found.Add(reader.GetString(0));
            return found;
        },
        Ct);

    private async Task<string> RunAsync(string command)
    {
        using var started = Start(command);
        Assert.True(await started.EndAsync(TimeSpan.FromMinutes(3)) == 0, $"{command}: {started.Errors}");
        return started.Output;
    }

    // Nobody reads these files, so nobody is waited for.
    private Started Start(string command) =>
        Started.With([.. command["./dev ".Length..].Split(' '), .. (string[])(Moves().IsMatch(command) ? ["--grace", "0"] : []), "--data", _installation.Folder]);

    [GeneratedRegex("```sh tested\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex TestedBlock();

    [GeneratedRegex("shards (move|rebalance|resume)")]
    private static partial Regex Moves();
}
