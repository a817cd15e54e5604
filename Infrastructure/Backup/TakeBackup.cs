using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Collab.Infrastructure.Files;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Migrations;

namespace Collab.Infrastructure.Backup;

/// <summary>Writes the whole installation into one file while nodes go on working.</summary>
/// <param name="layout">The databases.</param>
/// <param name="time">The clock.</param>
/// <param name="files">Where the files are that people sent; null leaves them out.</param>
public sealed class TakeBackup(StorageLayout layout, TimeProvider time, FilesFolder? files = null)
{
    /// <summary>
    /// Writes the file under another name first, and gives it its own when all is in it. A
    /// <see cref="StorageSettingsException"/> says what is in the way.
    /// </summary>
    /// <param name="file">Where; must not exist.</param>
    /// <param name="keyFolder">The folder of the keys that protect forms and pages; null when the directory has them.</param>
    /// <param name="progress">Told of each step.</param>
    /// <param name="ct">Gives up, and removes what was written.</param>
    public async Task<BackupManifest> ExecuteAsync(string file, string? keyFolder, IProgress<BackupProgress> progress, CancellationToken ct)
    {
        if (File.Exists(file))
            throw new StorageSettingsException($"The file {file} exists already. Give another name, or move it away.");
        await SchemaMigrator.CheckAsync(layout.Directory, SchemaMigrator.DirectoryTag, ct);
        foreach (var shard in layout.Shards)
            await SchemaMigrator.CheckAsync(shard, SchemaMigrator.ShardTag, ct);
        await using var databases = await FrozenDatabases.OpenAsync(layout, time, ct);
        var part = file + ".part";
        try
        {
            var manifest = await WriteAsync(part, databases, keyFolder, progress, ct);
            File.Move(part, file);
            return manifest;
        }
        catch (IOException error)
        {
            File.Delete(part);
            throw new StorageSettingsException($"The backup {file} could not be written: {error.Message}");
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    private async Task<BackupManifest> WriteAsync(
        string part, FrozenDatabases databases, string? keyFolder, IProgress<BackupProgress> progress, CancellationToken ct)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var stream = new FileStream(part, options);
        BackupManifest manifest;
        await using (var zip = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct))
        {
            var tables = await TablesAsync(zip, databases, progress, ct);
            manifest = databases.Describe(tables, await KeysAsync(zip, keyFolder, ct));
            if (files is not null && await FileEntries.WriteAsync(zip, files.Path, progress, ct) is { Count: > 0 } sent)
                manifest = manifest with { Files = sent, Format = BackupManifest.CurrentFormat };
            await using var entry = await zip.CreateEntry(BackupManifest.EntryName).OpenAsync(ct);
            await JsonSerializer.SerializeAsync(entry, manifest, BackupManifest.Json, ct);
        }

        await stream.FlushAsync(ct);
        RandomAccess.FlushToDisk(stream.SafeFileHandle);
        return manifest;
    }

    private static async Task<IReadOnlyList<BackupEntry>> TablesAsync(ZipArchive zip, FrozenDatabases databases, IProgress<BackupProgress> progress, CancellationToken ct)
    {
        var work = await databases.WorkAsync(ct);
        var (all, done) = (Math.Max(1, work.Sum(w => w.Rows)), 0L);
        var entries = new List<BackupEntry>();
        foreach (var (source, table, rows) in work)
        {
            var before = done;
            progress.Report(new BackupProgress((double)done / all, $"Reading {source.Address.Name}"));
            entries.Add(await TableWriter.WriteAsync(
                zip, source, table, databases.Owns(source), count => progress.Report(new BackupProgress((double)(before + count) / all, $"Reading {source.Address.Name}")), ct));
            done += rows;
        }

        progress.Report(new BackupProgress(1, "Done"));
        return entries;
    }

    private static async Task<IReadOnlyList<BackupKey>> KeysAsync(ZipArchive zip, string? folder, CancellationToken ct)
    {
        var keys = new List<BackupKey>();
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.xml") : [];
        foreach (var path in files.Order(StringComparer.Ordinal))
        {
            var bytes = await File.ReadAllBytesAsync(path, ct);
            var name = $"keys/{Path.GetFileName(path)}";
            await using var entry = await zip.CreateEntry(name).OpenAsync(ct);
            await entry.WriteAsync(bytes, ct);
            keys.Add(new BackupKey(name, Convert.ToHexStringLower(SHA256.HashData(bytes))));
        }

        return keys;
    }
}
