using System.Globalization;
using Collab.Domain.Files;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Files;

/// <summary>
/// Files in a folder: <c>BUCKET/PLACE/FILE/PART</c>, so that no folder has more entries than people have sent files to one
/// place. A file appears under its name when all of it is on the disk, never before.
/// </summary>
internal sealed class DiskFiles(string root) : IFileStore
{
    private const string Incoming = "incoming";
    private const int NoSpace = 28; // ENOSPC
    private const int NoQuota = 122; // EDQUOT
    private const int DiskFull = 112; // ERROR_DISK_FULL

    public async Task PutAsync(FileKey key, Stream bytes, CancellationToken ct)
    {
        var part = Path.Combine(root, Incoming, Path.GetRandomFileName());
        try
        {
            PrivateFolder.Make(Path.Combine(root, Incoming));
            await WriteAsync(part, bytes, ct);
            PrivateFolder.Make(FolderOf(key.Place, key.File));
            File.Move(part, PathOf(key), overwrite: true);
        }
        catch (IOException error) when ((error.HResult & 0xFFFF) is NoSpace or NoQuota or DiskFull)
        {
            throw new FileRoomException(error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw Away(error);
        }
        finally
        {
            // Gone when it was moved.
            TryDelete(part);
        }
    }

    public Task<Stream?> OpenAsync(FileKey key, CancellationToken ct)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(key), new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.Read | FileShare.Delete, Options = FileOptions.Asynchronous }));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            // Whoever asks knows of a file: without the whole folder it is not the file that is missing, but the disk.
            return Directory.Exists(root) ? Task.FromResult<Stream?>(null) : throw Away(error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Away(error);
        }
    }

    public Task DeleteAsync(StreamId place, FileId file, CancellationToken ct)
    {
        try
        {
            Directory.Delete(FolderOf(place, file), recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // As good as deleted.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Away(error);
        }

        return Task.CompletedTask;
    }

    private static async Task WriteAsync(string path, Stream bytes, CancellationToken ct)
    {
        await using var file = PrivateFolder.Write(path, FileMode.CreateNew);
        await bytes.CopyToAsync(file, ct);
        await file.FlushAsync(ct);
        RandomAccess.FlushToDisk(file.SafeFileHandle);
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It lies in the folder of what is coming in, where nobody reads.
        }
    }

    private string FolderOf(StreamId place, FileId file) =>
        Path.Combine(root, place.Bucket.Value.ToString(CultureInfo.InvariantCulture), place.ToString(), file.ToString());

    private string PathOf(FileKey key) => Path.Combine(
        FolderOf(key.Place, key.File),
        key.Part switch
        {
            FilePart.Content => "content",
            FilePart.Preview => "preview",
            FilePart.Text => "text",
            _ => throw new ArgumentOutOfRangeException(nameof(key), key.Part, "Unknown part of a file."),
        });

    private static OutageException Away(Exception error) => new("The folder of files cannot be used.", error);
}
