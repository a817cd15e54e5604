using System.IO.Compression;
using System.Security.Cryptography;
using Collab.Infrastructure.Files;

namespace Collab.Infrastructure.Backup;

/// <summary>
/// The files that people sent, as entries of a backup. They are read after the databases were: every file that a message of
/// the backup has is there, unless it was deleted meanwhile, and one that came later lies about and is nobody's.
/// </summary>
internal static class FileEntries
{
    private const string Prefix = "files/";
    private const string Incoming = "incoming/";

    public static async Task<IReadOnlyList<BackupKey>> WriteAsync(ZipArchive zip, string folder, IProgress<BackupProgress> progress, CancellationToken ct)
    {
        var entries = new List<BackupKey>();
        if (!Directory.Exists(folder))
            return entries;
        progress.Report(new BackupProgress(1, "Reading files"));
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
            if (!name.StartsWith(Incoming, StringComparison.Ordinal) && await WriteAsync(zip, path, Prefix + name, ct) is { } entry)
                entries.Add(entry);
        }

        return entries;
    }

    public static async Task RestoreAsync(BackupFile backup, string folder, IProgress<BackupProgress> progress, CancellationToken ct)
    {
        var root = Path.GetFullPath(folder);
        progress.Report(new BackupProgress(0.99, "Writing files"));
        foreach (var entry in backup.Manifest.Files)
        {
            var target = Path.GetFullPath(Path.Combine(root, entry.Entry[Math.Min(Prefix.Length, entry.Entry.Length)..]));
            // A name that leads out of the folder was not written by a backup.
            if (!entry.Entry.StartsWith(Prefix, StringComparison.Ordinal) || !target.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                throw new InvalidDataException($"{entry.Entry} is no name of a file");
            await RestoreAsync(backup, entry, target, ct);
        }
    }

    private static async Task<BackupKey?> WriteAsync(ZipArchive zip, string path, string name, CancellationToken ct)
    {
        FileStream content;
        try
        {
            content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null; // deleted since the folder was listed
        }

        await using (content)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using var entry = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(ct);
            var buffer = new byte[81_920];
            for (int count; (count = await content.ReadAsync(buffer, ct)) > 0;)
            {
                hash.AppendData(buffer, 0, count);
                await entry.WriteAsync(buffer.AsMemory(0, count), ct);
            }

            return new BackupKey(name, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
    }

    private static async Task RestoreAsync(BackupFile backup, BackupKey entry, string target, CancellationToken ct)
    {
        PrivateFolder.Make(Path.GetDirectoryName(target)!); // below the root
        var part = target + ".part";
        try
        {
            await using (var file = PrivateFolder.Write(part, FileMode.Create))
                await backup.CopyAsync(entry, file, ct);
            File.Move(part, target, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }
}
