using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Collab.Domain.Files;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Backup;
using Collab.Infrastructure.Files;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Migrations;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Storage.Migrations;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Files;
using Collab.Support.Servers;
using Collab.Support.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Infrastructure.Tests.Backup;

/// <summary>What backup and restore refuse, and what they survive.</summary>
public abstract class RestoreContract(TestInstallation source, TestInstallation target) : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("collab-restore-").FullName;

    private string File => Path.Combine(_folder, "backup.zip");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await source.StartAsync(Ct);
        var organization = await source.OrganizationAsync();
        var stream = await organization.AddChannelAsync("general");
        for (var i = 0; i < 3; i++)
            await new Stage(source.Services).PostAsync(stream, organization.Owner, $"Message {i}: “quoted”, 日本, 👍\r\nand \u2028 a second line\\");
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Directory.Delete(_folder, recursive: true);
        await target.DisposeAsync();
        await source.DisposeAsync();
    }

    [Fact]
    public async Task A_restored_installation_is_one_of_its_own_with_the_same_content()
    {
        var keys = Directory.CreateDirectory(Path.Combine(_folder, "keys")).FullName;
        await System.IO.File.WriteAllTextAsync(Path.Combine(keys, "key-1.xml"), "<key/>", Ct);
        var manifest = await TakeAsync(keys);
        Assert.Equal(["keys/key-1.xml"], manifest.Keys.Select(k => k.Entry));
        await using var node = await target.NewNodeAsync(Ct);
        var restoredKeys = Path.Combine(_folder, "restored-keys");
        Assert.Empty(await new RestoreBackup(node).ExecuteAsync(File, restoredKeys, Quiet.Progress, Ct));

        await target.StartAsync(Ct);
        Assert.Equal("<key/>", await System.IO.File.ReadAllTextAsync(Path.Combine(restoredKeys, "key-1.xml"), Ct));
        Assert.Equal(await InstallationAsync(source, "name", "organization"), await InstallationAsync(target, "name", "organization"));
        Assert.NotEqual(await InstallationAsync(source, "installation_id", "installation"), await InstallationAsync(target, "installation_id", "installation"));
        var (here, there) = (new Stage(source.Services), new Stage(target.Services));
        var stream = (await source.ReadAsync(c => Task.FromResult(c.Channels.Select(r => r.StreamId).ToList()))).Single();
        Assert.Equal((await here.HistoryAsync(stream)).Select(m => (m.Id, m.Text, m.Html)), (await there.HistoryAsync(stream)).Select(m => (m.Id, m.Text, m.Html)));
        Assert.Equal(4, (await there.PostAsync(stream, (await source.OrganizationAsync()).Owner)).Seq);
    }

    [Fact]
    public async Task Files_that_people_sent_are_in_it_and_restored_byte_by_byte()
    {
        var store = source.Get<IFileStore>();
        var (key, bytes) = (new FileKey(new StreamId(4_242_424), new FileId(77)), SampleFiles.Picture(300, 200));
        await PutAsync(store, key, bytes);
        await PutAsync(store, key with { Part = FilePart.Text }, SampleFiles.Text("its text"));
        var manifest = await TakeAsync();
        Assert.Equal((2, BackupManifest.CurrentFormat), (manifest.Files.Count, manifest.Format));
        Assert.Empty(await CheckBackup.ExecuteAsync(File, Quiet.Progress, Ct));

        await using var node = await target.NewNodeAsync(Ct);
        Assert.Empty(await new RestoreBackup(node).ExecuteAsync(File, null, Quiet.Progress, Ct));
        await using (var restored = await node.GetRequiredService<IFileStore>().OpenAsync(key, Ct))
        {
            using var content = new MemoryStream();
            await restored!.CopyToAsync(content, Ct);
            Assert.Equal(bytes, content.ToArray());
        }

        // One byte of a file more or less is noticed, by the check and by a restore.
        await using (var zip = await ZipFile.OpenAsync(File, ZipArchiveMode.Update, Ct))
        {
            var entry = zip.GetEntry(manifest.Files[0].Entry)!;
            await using var stream = await entry.OpenAsync(Ct);
            stream.Seek(0, SeekOrigin.End);
            stream.WriteByte(1);
        }

        Assert.Contains(await CheckBackup.ExecuteAsync(File, Quiet.Progress, Ct), f => f.StartsWith(manifest.Files[0].Entry, StringComparison.Ordinal));
    }

    private static async Task PutAsync(IFileStore store, FileKey key, byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        await store.PutAsync(key, content, Ct);
    }

    [Fact]
    public async Task A_restore_that_was_interrupted_lets_nobody_start_and_is_run_again()
    {
        await TakeAsync();
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        await using var node = await target.NewNodeAsync(Ct);
        var stops = new Quiet(p =>
        {
            if (p.Step == "Writing shard-3")
                impatient.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new RestoreBackup(node).ExecuteAsync(File, null, stops, impatient.Token));
        Assert.Matches("^The database (directory|shard-.) is not ready: a restore into it is not finished; run ./dev restore again.$", await RefusedStart.OfAsync(target));

        Assert.Empty(await new RestoreBackup(node).ExecuteAsync(File, null, Quiet.Progress, Ct));
        await target.StartAsync(Ct);
        Assert.Equal("general", await InstallationAsync(target, "name", "channel"));
    }

    [Fact]
    public async Task Databases_that_somebody_uses_are_refused()
    {
        await TakeAsync();
        await target.StartAsync(Ct);
        await using var node = await target.NewNodeAsync(Ct);
        var running = await Assert.ThrowsAsync<StorageSettingsException>(() => new RestoreBackup(node).ExecuteAsync(File, null, Quiet.Progress, Ct));
        Assert.StartsWith("Nodes run on these databases:", running.Message, StringComparison.Ordinal);

        await target.OrganizationAsync();
        await target.ExecuteAsync("UPDATE node_lease SET expires_at = 0");
        var used = await Assert.ThrowsAsync<StorageSettingsException>(() => new RestoreBackup(node).ExecuteAsync(File, null, Quiet.Progress, Ct));
        Assert.Equal("The database directory is not empty: its table audit_entry has rows. Restore into new, empty databases.", used.Message);
    }

    [Fact]
    public async Task An_installation_that_nobody_has_set_up_yet_is_empty()
    {
        await TakeAsync();
        await target.StartAsync(Ct);
        await target.ExecuteAsync("UPDATE node_lease SET expires_at = 0");
        await target.ExecuteAsync("INSERT INTO first_run (only_one, code_hash, made_at, failed_count) VALUES (1, 'x', 0, 0)");
        target.Get<ProtectionKeys>().Add("key-1", "<key/>"); // as each node makes one at its first start
        await using var node = await target.NewNodeAsync(Ct);
        Assert.Empty(await new RestoreBackup(node).ExecuteAsync(File, null, Quiet.Progress, Ct));
        Assert.Equal(0, await target.CountAsync("first_run", "code_hash = 'x'"));
        Assert.Empty(target.Get<ProtectionKeys>().Read());
    }

    [Fact]
    public async Task A_file_that_exists_is_not_overwritten()
    {
        await System.IO.File.WriteAllTextAsync(File, "mine", Ct);
        var error = await Assert.ThrowsAsync<StorageSettingsException>(() => TakeAsync());
        Assert.Equal($"The file {File} exists already. Give another name, or move it away.", error.Message);
        Assert.Equal("mine", await System.IO.File.ReadAllTextAsync(File, Ct));
    }

    [Fact]
    public async Task A_changed_row_is_found_without_a_database_and_not_restored()
    {
        await TakeAsync();
        await using (var zip = await ZipFile.OpenAsync(File, ZipArchiveMode.Update, Ct))
        {
            var entry = zip.GetEntry("directory/channel.jsonl")!; // it was just written
            string text;
            using (var reader = new StreamReader(await entry.OpenAsync(Ct)))
                text = await reader.ReadToEndAsync(Ct);
            entry.Delete();
            await using var writer = new StreamWriter(await zip.CreateEntry("directory/channel.jsonl").OpenAsync(Ct));
            await writer.WriteAsync(text.Replace("general", "generel", StringComparison.Ordinal));
        }

        Assert.Equal(["directory/channel.jsonl: its checksum differs"], await CheckBackup.ExecuteAsync(File, Quiet.Progress, Ct));
        await using var node = await target.NewNodeAsync(Ct);
        var error = await Assert.ThrowsAsync<StorageSettingsException>(() => new RestoreBackup(node).ExecuteAsync(File, null, Quiet.Progress, Ct));
        Assert.StartsWith("The backup is damaged: directory/channel.jsonl: its checksum differs.", error.Message, StringComparison.Ordinal);
        Assert.Contains("is not ready", await RefusedStart.OfAsync(target), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_was_cut_off_is_no_backup()
    {
        await TakeAsync();
        var bytes = await System.IO.File.ReadAllBytesAsync(File, Ct);
        await System.IO.File.WriteAllBytesAsync(File, bytes[..(bytes.Length / 2)], Ct);
        var error = await Assert.ThrowsAsync<StorageSettingsException>(() => CheckBackup.ExecuteAsync(File, Quiet.Progress, Ct));
        Assert.StartsWith($"The file {File} is damaged, or is no backup:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_of_a_newer_version_is_refused()
    {
        foreach (var shard in source.Get<StorageLayout>().Shards)
            await SchemaMigrator.MigrateAsync(shard, SchemaPlan.Of(SchemaMigrator.ShardTag, typeof(ShardLater).Assembly), contracts: false, null, Ct);
        await TakeAsync();
        await using var node = await target.NewNodeAsync(Ct);
        var error = await Assert.ThrowsAsync<StorageSettingsException>(() => new RestoreBackup(node).ExecuteAsync(File, null, Quiet.Progress, Ct));
        Assert.StartsWith("The backup was made by a newer version of Collab (its shard schema is 1001,", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_of_an_older_version_is_restored_and_brought_up_to_date()
    {
        await MakeOlderAsync(await TakeAsync());
        Assert.Empty(await CheckBackup.ExecuteAsync(File, Quiet.Progress, Ct));

        await using var node = await target.NewNodeAsync(Ct);
        Assert.Empty(await new RestoreBackup(node).ExecuteAsync(File, null, Quiet.Progress, Ct));

        var restored = node.GetRequiredService<StorageLayout>();
        Assert.Equal(SchemaPlan.Directory.Range.Newest, await SchemaMigrator.ReadVersionAsync(restored.Directory, Ct));
        foreach (var shard in restored.Shards)
            Assert.Equal(SchemaPlan.Shard.Range.Newest, await SchemaMigrator.ReadVersionAsync(shard, Ct));
        await target.StartAsync(Ct);
        var stream = (await target.ReadAsync(c => Task.FromResult(c.Channels.Select(r => r.StreamId).ToList()))).Single();
        var there = new Stage(target.Services);
        Assert.Equal(3, (await there.HistoryAsync(stream)).Count);
        Assert.Equal(4, (await there.PostAsync(stream, (await source.OrganizationAsync()).Owner)).Seq);
    }

    [Fact]
    public async Task A_bucket_that_lies_on_two_shards_is_taken_from_where_the_map_puts_it()
    {
        var layout = source.Get<StorageLayout>();
        await using var stray = await BackupConnection.OpenAsync(layout.Shards[3], Ct);
        await stray.ExecuteAsync("INSERT INTO preference (bucket, user_id, name, value, changed_at) VALUES (0, 1024, 'theme', 'half copied', 0)", Ct);
        var manifest = await TakeAsync();
        Assert.Equal(0, manifest.Tables.Where(t => t.Table == "preference").Sum(t => t.Rows));
    }

    // As a version wrote it that knew schema 4 of directory and shards: without the tables and columns that came later.
    private async Task MakeOlderAsync(BackupManifest manifest)
    {
        var (directory, shard) = (await OlderShapeAsync(SchemaPlan.Directory), await OlderShapeAsync(SchemaPlan.Shard));
        var schema = new BackupSchema([1, 2, 3, 4], 4);
        var tables = new List<BackupEntry>();
        await using var zip = await ZipFile.OpenAsync(File, ZipArchiveMode.Update, Ct);
        foreach (var table in manifest.Tables)
        {
            var shape = table.Source == manifest.Sources[0].Name ? directory : shard;
            if (shape.Tables.TryGetValue(table.Table, out var known))
                tables.Add(await NarrowAsync(zip, table, known));
            else
                zip.GetEntry(table.Entry)!.Delete(); // it was just written
        }

        Assert.NotEqual(manifest.Tables.Count, tables.Count);
        zip.GetEntry(BackupManifest.EntryName)!.Delete(); // as above
        await using var stream = await zip.CreateEntry(BackupManifest.EntryName).OpenAsync(Ct);
        await JsonSerializer.SerializeAsync(stream, manifest with { DirectorySchema = schema, ShardSchema = schema, Tables = tables }, BackupManifest.Json, Ct);
    }

    private async Task<SchemaShape> OlderShapeAsync(SchemaPlan plan)
    {
        var address = StorageLayout.File($"older-{plan.Tag}", _folder);
        await SchemaMigrator.MigrateAsync(address, plan.Only([1, 2, 3, 4]), contracts: true, null, Ct);
        return await SchemaShape.ReadAsync(address, Ct);
    }

    private static async Task<BackupEntry> NarrowAsync(ZipArchive zip, BackupEntry table, SchemaShape.Table known)
    {
        var entry = zip.GetEntry(table.Entry)!; // it was just written
        string[] lines;
        using (var reader = new StreamReader(await entry.OpenAsync(Ct)))
            lines = (await reader.ReadToEndAsync(Ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        entry.Delete();
        int[] kept = [.. Enumerable.Range(0, table.Columns.Count).Where(i => known.Columns.ContainsKey(table.Columns[i]))];
        var (digest, all) = (new RowDigest(), new MemoryStream());
        using var text = new RowText();
        foreach (var values in lines.Select(RowText.Read))
        {
            var line = text.Write([.. kept.Select(i => values[i])]);
            digest.Add(line.Span);
            all.Write(line.Span);
            all.WriteByte((byte)'\n');
        }

        await using (var written = await zip.CreateEntry(table.Entry).OpenAsync(Ct))
            await written.WriteAsync(all.ToArray(), Ct);
        return table with
        {
            Columns = [.. kept.Select(i => table.Columns[i])],
            Digest = digest.Text,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(all.ToArray())),
        };
    }

    private Task<BackupManifest> TakeAsync(string? keys = null) => new TakeBackup(source.Get<StorageLayout>(), TimeProvider.System, source.Get<FilesFolder>()).ExecuteAsync(File, keys, Quiet.Progress, Ct);

    private static async Task<string> InstallationAsync(TestInstallation installation, string column, string table)
    {
        await using var connection = await BackupConnection.OpenAsync(installation.Get<StorageLayout>().Directory, Ct);
        return (await connection.ListAsync($"SELECT {column} FROM {table}", r => r.GetString(0), Ct)).Single();
    }
}

public sealed class RestoreOnSqliteTests() : RestoreContract(new SqliteInstallation(), new SqliteInstallation());

public sealed class RestoreOnMariaDbTests(MariaDbFixture servers) : RestoreContract(new MariaDbInstallation(servers), new MariaDbInstallation(servers));
