namespace Collab.Infrastructure.Storage;

/// <summary>
/// Held by the one process that prepares a data folder. The operating system gives it back when the process dies, however
/// it dies; the file itself stays, because removing it could let two processes hold two files of one name.
/// </summary>
public sealed class FolderLock : IDisposable
{
    /// <summary>How long a process waits for another one.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private const string FileName = "prepare.lock";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Waits for its turn; a <see cref="StorageSettingsException"/> when another process takes longer than a minute.</summary>
    public static async Task<FolderLock> TakeAsync(string folder, TimeProvider time, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            if (TryTake(Path.Combine(folder, FileName)) is { } taken)
                return taken;
            if (time.GetElapsedTime(started) > Patience)
            {
                throw new StorageSettingsException(
                    $"Another process has been preparing the data folder {folder} for over a minute. Look at it, then start again.");
            }

            await Task.Delay(Pause, time, ct);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    private static FolderLock? TryTake(string path)
    {
        try
        {
            return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }
}
