using System.Text.Json;

namespace Collab.Infrastructure.Backup;

/// <summary>Looks whether a file holds what its manifest says, without any database.</summary>
public static class CheckBackup
{
    /// <summary>What is wrong with it, one line each; nothing when it is whole.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="progress">Told of each table.</param>
    /// <param name="ct">Stops looking.</param>
    public static async Task<IReadOnlyList<string>> ExecuteAsync(string file, IProgress<BackupProgress> progress, CancellationToken ct)
    {
        await using var backup = await BackupFile.OpenAsync(file, ct);
        var (all, done, faults) = (Math.Max(1, backup.Manifest.Tables.Sum(t => t.Rows)), 0L, new List<string>());
        foreach (var entry in backup.Manifest.Tables)
        {
            progress.Report(new BackupProgress((double)done / all, $"Reading {entry.Source}"));
            if (await FaultAsync(backup, entry, ct) is { } fault)
                faults.Add($"{entry.Entry}: {fault}");
            done += entry.Rows;
        }

        foreach (var key in backup.Manifest.Keys.Concat(backup.Manifest.Files))
        {
            try
            {
                await backup.CopyAsync(key, Stream.Null, ct);
            }
            catch (InvalidDataException error)
            {
                faults.Add($"{key.Entry}: {error.Message}");
            }
        }

        var known = backup.Manifest.Tables.Select(t => t.Entry).Concat(backup.Manifest.Keys.Concat(backup.Manifest.Files).Select(k => k.Entry)).Append(BackupManifest.EntryName).ToHashSet(StringComparer.Ordinal);
        faults.AddRange(backup.Entries.Where(e => !known.Contains(e)).Select(e => $"{e}: the manifest does not know it"));
        progress.Report(new BackupProgress(1, "Done"));
        return faults;
    }

    private static async Task<string?> FaultAsync(BackupFile backup, BackupEntry entry, CancellationToken ct)
    {
        var digest = new RowDigest();
        try
        {
            await foreach (var line in backup.LinesAsync(entry, ct))
            {
                if (RowText.Read(line).Length != entry.Columns.Count)
                    return $"row {digest.Rows + 1} has not {entry.Columns.Count} values";
                digest.Add(System.Text.Encoding.UTF8.GetBytes(line));
            }
        }
        catch (Exception error) when (error is InvalidDataException or JsonException)
        {
            return error.Message;
        }

        return digest.Rows != entry.Rows ? $"it has {digest.Rows} rows, not {entry.Rows}" : digest.Text != entry.Digest ? "its rows are not those that were counted" : null;
    }
}
