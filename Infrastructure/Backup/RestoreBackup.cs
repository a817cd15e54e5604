using System.Globalization;
using Collab.Domain.Shared.Storage;
using Collab.Infrastructure.Files;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Infrastructure.Backup;

/// <summary>Reads a backup into an empty installation, of whatever dialect and number of shards.</summary>
public sealed class RestoreBackup(IServiceProvider services)
{
    private const int RowsPerReport = 20_000;

    private readonly StorageLayout _layout = services.GetRequiredService<StorageLayout>();

    /// <summary>
    /// Writes everything, reads it again and compares it, and only then lets nodes start. Interrupted, it is simply run
    /// again. Returns what is wrong with the content, one line each; a <see cref="StorageSettingsException"/> says what
    /// is in the way.
    /// </summary>
    /// <param name="file">The backup.</param>
    /// <param name="keyFolder">Where the keys go that protect forms and pages; null when the directory has them.</param>
    /// <param name="progress">Told of each step.</param>
    /// <param name="ct">Gives up; the databases stay held until it is run again.</param>
    public async Task<IReadOnlyList<string>> ExecuteAsync(string file, string? keyFolder, IProgress<BackupProgress> progress, CancellationToken ct)
    {
        await using var backup = await BackupFile.OpenAsync(file, ct);
        RefuseNewer(backup.Manifest);
        var folder = services.GetRequiredService<DataFolder>();
        if (DataFolder.IsNeededBy(_layout))
            folder.Prepare();
        using var turn = DataFolder.IsNeededBy(_layout) ? await FolderLock.TakeAsync(folder.Path, TimeProvider.System, ct) : null;
        await CheckServersAsync(ct);
        await using var targets = await RestoreTargets.OpenAsync(_layout, backup.Manifest, ct);
        await targets.ClaimAsync(services.GetRequiredService<Database<DirectoryContext>>(), ct);
        await LoadAsync(backup, targets, progress, ct);
        await CompareAsync(backup.Manifest, targets, progress, ct);
        await KeysAsync(backup, keyFolder, ct);
        await FilesAsync(backup, progress, ct);
        await targets.ReleaseAsync(ct);
        progress.Report(new BackupProgress(1, "Done"));
        return await ContentCheck.FaultsOfAsync(_layout, ct);
    }

    private static void RefuseNewer(BackupManifest manifest)
    {
        foreach (var (schema, plan) in new[] { (manifest.DirectorySchema, SchemaPlan.Directory), (manifest.ShardSchema, SchemaPlan.Shard) })
        {
            if (schema.Applied.Any(number => plan.Steps.All(s => s.Number != number)))
            {
                throw new StorageSettingsException(
                    $"The backup was made by a newer version of Collab (its {plan.Tag} schema is {schema.Applied.Max()}, this version knows up to {plan.Range.Newest}). Restore it with that version.");
            }
        }
    }

    private async Task CheckServersAsync(CancellationToken ct)
    {
        foreach (var address in _layout.Shards.Append(_layout.Directory).Where(a => a.Dialect == DatabaseDialect.MySql))
            await ServerSettings.CheckAsync(address, ct);
    }

    private static async Task LoadAsync(BackupFile backup, RestoreTargets targets, IProgress<BackupProgress> progress, CancellationToken ct)
    {
        var (all, done) = (Math.Max(1, backup.Manifest.Tables.Sum(t => t.Rows)), 0L);
        foreach (var entry in backup.Manifest.Tables)
        {
            progress.Report(new BackupProgress(0.7 * done / all, $"Writing {entry.Source}"));
            var isShard = IsShard(backup.Manifest, entry);
            var bucketAt = isShard ? entry.Columns.ToList().IndexOf(BackupTables.Bucket) : -1;
            var writers = targets.Writers(entry, isShard);
            try
            {
                await foreach (var line in backup.LinesAsync(entry, ct))
                {
                    var row = RowText.Read(line);
                    await writers[isShard ? targets.ShardOf(Convert.ToInt64(row[bucketAt], CultureInfo.InvariantCulture)) : 0].AddAsync(row, ct);
                    if (++done % RowsPerReport == 0)
                        progress.Report(new BackupProgress(0.7 * done / all, $"Writing {entry.Source}"));
                }

                foreach (var writer in writers)
                    await writer.CompleteAsync(ct);
            }
            catch (Exception error) when (error is InvalidDataException or System.Text.Json.JsonException)
            {
                throw new StorageSettingsException($"The backup is damaged: {entry.Entry}: {error.Message}. Nothing can start on these databases; restore another backup into them.");
            }
            finally
            {
                foreach (var writer in writers)
                    await writer.DisposeAsync();
            }
        }
    }

    private static async Task CompareAsync(BackupManifest manifest, RestoreTargets targets, IProgress<BackupProgress> progress, CancellationToken ct)
    {
        var tables = manifest.Tables.GroupBy(t => (IsShard: IsShard(manifest, t), t.Table)).ToArray();
        for (var i = 0; i < tables.Length; i++)
        {
            progress.Report(new BackupProgress(0.7 + (0.3 * i / tables.Length), "Comparing"));
            var expected = new RowDigest();
            foreach (var entry in tables[i])
                expected.Add(entry.Rows, entry.Digest);
            var actual = await targets.DigestAsync(tables[i].Key.Table, tables[i].First().Columns, tables[i].Key.IsShard, ct);
            if ((actual.Rows, actual.Text) != (expected.Rows, expected.Text))
            {
                throw new StorageSettingsException(
                    $"The table {tables[i].Key.Table} differs from the backup after it was restored ({actual.Rows} rows for {expected.Rows}). "
                    + "Nothing can start on these databases; run ./dev restore again.");
            }
        }
    }

    private async Task FilesAsync(BackupFile backup, IProgress<BackupProgress> progress, CancellationToken ct)
    {
        if (backup.Manifest.Files.Count == 0)
            return;
        try
        {
            await FileEntries.RestoreAsync(backup, services.GetRequiredService<FilesFolder>().Path, progress, ct);
        }
        catch (InvalidDataException error)
        {
            throw new StorageSettingsException($"The backup is damaged: {error.Message}. Nothing can start on these databases; restore another backup into them.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageSettingsException($"The files could not be written: {error.Message} Make room, or set Collab__Files__Path to another folder, and run ./dev restore again.");
        }
    }

    private static bool IsShard(BackupManifest manifest, BackupEntry entry) => entry.Source != manifest.Sources[0].Name;

    private static async Task KeysAsync(BackupFile backup, string? folder, CancellationToken ct)
    {
        if (folder is null || backup.Manifest.Keys.Count == 0)
            return;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var key in backup.Manifest.Keys)
            await File.WriteAllBytesAsync(Path.Combine(folder, Path.GetFileName(key.Entry)), await backup.BytesAsync(key, ct), ct);
    }
}
