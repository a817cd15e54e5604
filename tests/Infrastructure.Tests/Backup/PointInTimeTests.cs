using System.Globalization;
using Collab.Infrastructure.Backup;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Migrations;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support;
using Collab.Support.Processes;
using Collab.Support.Servers;
using MySqlConnector;
using Xunit;

namespace Collab.Infrastructure.Tests.Backup;

/// <summary>What docs/operate/backup.md tells about going back to a second: a backup, and the server's binary log after it.</summary>
public sealed class PointInTimeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("collab-point-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_written_up_to_a_second_comes_back_and_nothing_later()
    {
        await using var server = await MariaDbServer.StartAsync(new MariaDbOptions { Extra = ["--log-bin=binlog", "--server-id=1", "--binlog-format=ROW"] }, Ct);
        await using var source = new NamedInstallation(server);
        await source.StartAsync(Ct);
        var organization = await source.OrganizationAsync();
        var here = new Stage(source.Services);
        var stream = await organization.AddChannelAsync("before");
        await here.PostAsync(stream, organization.Owner, "before the backup");
        var file = Path.Combine(_folder, "backup.zip");
        var manifest = await new TakeBackup(source.Get<StorageLayout>(), TimeProvider.System).ExecuteAsync(file, null, Quiet.Progress, Ct);
        Assert.All(manifest.Sources, s => Assert.StartsWith("binlog.", s.BinlogFile, StringComparison.Ordinal));

        await here.PostAsync(stream, organization.Owner, "after the backup");
        var later = await organization.AddChannelAsync("later");
        await here.PostAsync(later, organization.Owner, "in a new channel");
        var until = await NextSecondAsync(server);
        await here.PostAsync(stream, organization.Owner, "the mistake");
        await organization.AddChannelAsync("mistake");

        await using var other = await MariaDbServer.StartAsync(ct: Ct);
        await using var target = new NamedInstallation(other);
        await using (var node = await target.NewNodeAsync(Ct))
            Assert.Empty(await new RestoreBackup(node).ExecuteAsync(file, null, Quiet.Progress, Ct));
        await other.ExecuteAsync("SET GLOBAL slave_exec_mode = 'IDEMPOTENT'", Ct);
        foreach (var read in manifest.Sources)
            await ReplayAsync(server, other, read, until);

        await target.StartAsync(Ct);
        var there = new Stage(target.Services);
        Assert.Equal(["before the backup", "after the backup"], (await there.HistoryAsync(stream)).Select(m => m.Text));
        Assert.Equal(["in a new channel"], (await there.HistoryAsync(later)).Select(m => m.Text));
        Assert.Empty(await ContentCheck.FaultsOfAsync(target.Get<StorageLayout>(), Ct));
        Assert.Equal(3, (await there.PostAsync(stream, organization.Owner)).Seq);
    }

    // The log tells times by the second; whatever is written from the answer on is not before it.
    private static async Task<string> NextSecondAsync(MariaDbServer server)
    {
        await using var connection = new MySqlConnection(server.ConnectionString(null));
        await connection.OpenAsync(Ct);
        var start = await ReadAsync("SELECT UNIX_TIMESTAMP()");
        await Eventually.TrueAsync(async () => await ReadAsync("SELECT UNIX_TIMESTAMP()") != start, "another second");
        return await ReadAsync("SELECT DATE_FORMAT(UTC_TIMESTAMP(), '%Y-%m-%d %H:%i:%s')");

        async Task<string> ReadAsync(string query) =>
            (await connection.ListAsync(query, r => Convert.ToString(r.GetValue(0), CultureInfo.InvariantCulture) ?? "", Ct))[0];
    }

    private async Task ReplayAsync(MariaDbServer from, MariaDbServer to, BackupSource source, string until)
    {
        var name = NamedInstallation.DatabaseOf(source.Name);
        var read = $"{Tool.Find("mariadb-binlog", "mariadb-server")} --no-defaults --read-from-remote-server --host=127.0.0.1 --port={from.Port} --user=root "
            + $"--database={name} --start-position={source.BinlogPosition} --stop-datetime='{until}' --to-last-log {source.BinlogFile}";
        var write = $"{Tool.Find("mariadb", "mariadb-client")} --no-defaults --host=127.0.0.1 --port={to.Port} --user=root {name}";
        await Tool.RunAsync("/bin/sh", ["-c", $"set -e; export TZ=UTC; {read} > \"$0\"; {write} < \"$0\"", Path.Combine(_folder, name + ".sql")], Ct);
    }
}
