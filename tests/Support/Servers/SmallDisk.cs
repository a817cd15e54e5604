using System.Globalization;
using Collab.Support.Processes;

namespace Collab.Support.Servers;

/// <summary>
/// A file system of a few megabytes in memory, mounted over a folder; making one needs root, as installing MariaDB does.
/// </summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private const string Filler = "filler";

    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    /// <summary>Why none can be made by this account; null when it can.</summary>
    public static string? Obstacle => Environment.UserName == "root" ? null : "mounting a small disk needs root";

    /// <param name="folder">An empty one; it is hidden as long as the disk is mounted.</param>
    /// <param name="megabytes">How much fits.</param>
    /// <param name="owner">The account that may write there beside root.</param>
    /// <param name="ct">Heard between the steps.</param>
    public static async Task<SmallDisk> MountAsync(string folder, int megabytes, string? owner, CancellationToken ct)
    {
        await Tool.RunAsync("mount", ["-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m"), "tmpfs", folder], ct);
        if (owner is not null)
            await Tool.RunAsync("chown", [owner, folder], ct);
        return new SmallDisk(folder);
    }

    public Task GrowAsync(int megabytes, CancellationToken ct) =>
        Tool.RunAsync("mount", ["-o", string.Create(CultureInfo.InvariantCulture, $"remount,size={megabytes}m"), _folder], ct);

    /// <summary>A file takes all the room that is left, as a log does that nobody looks after.</summary>
    public void Fill()
    {
        var page = new byte[4096];
        using var file = new FileStream(Path.Combine(_folder, Filler), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        try
        {
            while (true)
                file.Write(page);
        }
        catch (IOException)
        {
            // There is no more.
        }
    }

    /// <summary>Somebody makes room.</summary>
    public void Empty() => File.Delete(Path.Combine(_folder, Filler));

    // Whatever is open there still keeps it until it is closed.
    public async ValueTask DisposeAsync() => await Tool.RunAsync("umount", ["--lazy", _folder], CancellationToken.None);
}
