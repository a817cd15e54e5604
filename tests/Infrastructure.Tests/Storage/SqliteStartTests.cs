using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Storage;
using Collab.Support.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Collab.Infrastructure.Tests.Storage;

public sealed class SqliteStartTests : IAsyncDisposable
{
    private readonly SqliteInstallation _installation = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _installation.DisposeAsync();

    [Fact]
    public async Task Nodes_that_start_at_once_on_an_empty_folder_agree()
    {
        var nodes = new List<ServiceProvider>();
        for (var i = 0; i < 4; i++)
            nodes.Add(await _installation.NewNodeAsync(Ct));
        try
        {
            await Task.WhenAll(nodes.Select(node => Task.Run(() => TestInstallation.StartNodeAsync(node, Ct), Ct)));
            Assert.Equal(4, nodes.Select(n => n.GetRequiredService<NodeLease>().Node).Distinct().Count());
        }
        finally
        {
            foreach (var node in nodes)
                await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task Who_waits_for_the_folder_gets_it_when_it_is_free()
    {
        var held = await FolderLock.TakeAsync(_installation.Folder, TimeProvider.System, Ct);
        var waiting = FolderLock.TakeAsync(_installation.Folder, TimeProvider.System, Ct);
        Assert.False(waiting.IsCompleted);
        held.Dispose();
        (await waiting).Dispose();
    }

    [Fact]
    public async Task Who_waits_for_the_folder_in_vain_is_told()
    {
        var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(61) };
        using var held = await FolderLock.TakeAsync(_installation.Folder, time, Ct);

        var error = await Assert.ThrowsAsync<StorageSettingsException>(() => FolderLock.TakeAsync(_installation.Folder, time, Ct));

        Assert.Equal($"Another process has been preparing the data folder {_installation.Folder} for over a minute. Look at it, then start again.", error.Message);
    }

    [Fact]
    public async Task A_data_folder_whose_parent_is_missing_is_refused()
    {
        var folder = Path.Combine(_installation.Folder, "missing", "data");
        var said = await RefusedStart.OfAsync(_installation, ("Collab:Data", folder));
        Assert.Equal($"The data folder {folder} is missing, and so is the folder above it. Make it, or set Collab:Data to a folder that exists.", said);
    }

    [Fact]
    public async Task A_data_folder_that_is_missing_alone_is_made()
    {
        var folder = Path.Combine(_installation.Folder, "data");
        await using var node = await _installation.NewNodeAsync(new Dictionary<string, string?> { ["Collab:Data"] = folder }, Ct);
        await TestInstallation.StartNodeAsync(node, Ct);
        Assert.True(File.Exists(Path.Combine(folder, "shard-3.db")));
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_is_refused()
    {
        var file = Path.Combine(_installation.Folder, "file");
        await File.WriteAllTextAsync(file, "", Ct);
        var said = await RefusedStart.OfAsync(_installation, ("Collab:Data", file));
        Assert.StartsWith($"The data folder {file} cannot be written:", said, StringComparison.Ordinal);
        Assert.EndsWith("or set Collab:Data to another folder.", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Postgres", "Collab:Storage:Provider is “Postgres”; it must be Sqlite or MySql.")]
    [InlineData("7", "Collab:Storage:Provider must be Sqlite or MySql.")]
    public async Task An_unknown_provider_is_refused(string provider, string expected) =>
        Assert.Equal(expected, await RefusedStart.OfAsync(_installation, ("Collab:Storage:Provider", provider)));

    [Fact]
    public async Task Servers_without_their_provider_are_refused() =>
        Assert.Equal(
            "Collab:Storage names servers, but Provider is Sqlite. Set Collab:Storage:Provider to MySql, or remove Directory and Shards.",
            await RefusedStart.OfAsync(_installation, ("Collab:Storage:Directory", "Server=db;Database=collab")));

    [Fact]
    public async Task A_provider_without_servers_is_refused()
    {
        Assert.Equal(
            "Collab:Storage:Provider is MySql, but Collab:Storage:Directory is empty. Set it to a connection string.",
            await RefusedStart.OfAsync(_installation, ("Collab:Storage:Provider", "MySql")));
        Assert.Equal(
            "Collab:Storage:Provider is MySql, but Collab:Storage:Shards is empty. Name at least one shard.",
            await RefusedStart.OfAsync(_installation, ("Collab:Storage:Provider", "MySql"), ("Collab:Storage:Directory", "Server=db;Database=collab")));
    }

    [Fact]
    public async Task A_connection_string_that_cannot_be_read_is_refused_without_being_shown()
    {
        var said = await RefusedStart.OfAsync(
            _installation, ("Collab:Storage:Provider", "MySql"), ("Collab:Storage:Directory", "Server=db;Pasword=hunter22"),
            ("Collab:Storage:Shards:0:Name", "a"), ("Collab:Storage:Shards:0:ConnectionString", "Server=db;Database=a"));
        Assert.StartsWith("The connection string of the directory cannot be read:", said, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_of_an_older_version_is_brought_up_to_date()
    {
        await _installation.StartAsync(Ct);
        await ExecuteAsync("directory", "DROP TABLE first_run; DROP TABLE password_reset; DELETE FROM VersionInfo WHERE Version = 2");
        await using var node = await _installation.NewNodeAsync(Ct);
        await TestInstallation.StartNodeAsync(node, Ct);
        await ExecuteAsync("directory", "INSERT INTO first_run (only_one, code_hash, made_at, failed_count) VALUES (1, 'x', 0, 0)");
    }

    [Theory]
    [InlineData("directory")]
    [InlineData("shard-2")]
    public async Task A_database_from_a_newer_version_is_refused(string name)
    {
        await _installation.StartAsync(Ct);
        await ExecuteAsync(name, "INSERT INTO VersionInfo (Version, AppliedOn, Description) VALUES (99, '2030-01-01', 'later'); UPDATE schema_floor SET oldest_code = 98");
        Assert.Equal(
            $"The database {name} has schema 99, made by a newer version of Collab for versions that know schema 98; this one knows up to {SchemaMigrator.RangeOf(name == "directory" ? SchemaMigrator.DirectoryTag : SchemaMigrator.ShardTag).Newest}. Start the newer version, or restore a backup.",
            await RefusedStart.OfAsync(_installation));
    }

    [Fact]
    public async Task An_older_schema_is_brought_up_to_date_with_its_content()
    {
        await _installation.StartAsync(Ct);
        await ExecuteAsync("directory", "ALTER TABLE channel DROP COLUMN name_version; DELETE FROM VersionInfo WHERE Version = 3; INSERT INTO channel VALUES (5, 1, 'kept', '', '', 0, 0, 1, 0, 0)");
        await ExecuteAsync("shard-0", "ALTER TABLE stream DROP COLUMN name_version; DELETE FROM VersionInfo WHERE Version = 2");
        await using var node = await _installation.NewNodeAsync(Ct);
        await TestInstallation.StartNodeAsync(node, Ct);
        Assert.Equal(1, await _installation.CountAsync("channel", "name = 'kept' AND name_version = 0"));
    }

    [Fact]
    public async Task A_copied_shard_is_refused()
    {
        await _installation.StartAsync(Ct);
        await CopyAsync(_installation, "shard-1", _installation, "shard-2");
        Assert.Equal(
            "The shards shard-1 and shard-2 hold the same data: they are one database, or one is a copy of the other. Give each of Collab:Storage:Shards a database of its own.",
            await RefusedStart.OfAsync(_installation), ignoreCase: false);
    }

    [Fact]
    public async Task Swapped_shards_are_refused()
    {
        await _installation.StartAsync(Ct);
        await ExecuteAsync("shard-0", "UPDATE shard_identity SET shard_id = 3");
        await ExecuteAsync("shard-3", "UPDATE shard_identity SET shard_id = 0");
        Assert.Equal(
            "The database given for shard-0 is that of shard-3. Are the two swapped in Collab:Storage:Shards?", await RefusedStart.OfAsync(_installation));
    }

    [Fact]
    public async Task A_shard_of_another_installation_is_refused()
    {
        await using var other = new SqliteInstallation();
        await other.StartAsync(Ct);
        await _installation.StartAsync(Ct);
        await CopyAsync(other, "shard-0", _installation, "shard-0");
        Assert.Equal(
            "The database shard-0 belongs to another installation of Collab. Point Collab:Storage:Shards at this installation's own databases.",
            await RefusedStart.OfAsync(_installation));
    }

    [Fact]
    public async Task A_map_that_names_a_shard_which_the_settings_lack_is_refused()
    {
        await _installation.StartAsync(Ct);
        await ExecuteAsync("directory", "INSERT INTO shard (shard_id, name) VALUES (9, 'shard-9'); UPDATE bucket_map SET shard_id = 9 WHERE bucket IN (5, 6)");
        Assert.Equal(
            "The shard map puts 2 buckets on the shard shard-9, which Collab:Storage:Shards does not name. Name it again, with the connection string that it had.",
            await RefusedStart.OfAsync(_installation));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused()
    {
        await File.WriteAllTextAsync(Path.Combine(_installation.Folder, "shard-1.db"), new string('x', 5000), Ct);
        Assert.Equal("The database shard-1 is damaged, or is not a SQLite file. Restore it from a backup.", await RefusedStart.OfAsync(_installation));
    }

    private async Task ExecuteAsync(string name, string statement)
    {
        await using var connection = Connect(_installation, name);
        await connection.OpenAsync(Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync(Ct);
    }

    private static async Task CopyAsync(SqliteInstallation from, string source, SqliteInstallation to, string target)
    {
        await using var one = Connect(from, source);
        await using var other = Connect(to, target);
        await one.OpenAsync(Ct);
        await other.OpenAsync(Ct);
        one.BackupDatabase(other);
    }

    private static SqliteConnection Connect(SqliteInstallation installation, string name) =>
        new(new SqliteConnectionStringBuilder { DataSource = Path.Combine(installation.Folder, name + ".db"), Pooling = false }.ConnectionString);
}
