namespace Collab.Support.Servers;

/// <summary>A directory of one server, removed with it.</summary>
internal sealed class PrivateDirectory(string prefix) : IDisposable
{
    /// <summary>A server that runs under another account must be able to reach its own files below.</summary>
    private const UnixFileMode OthersMayPass =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public string Location { get; } = Create(prefix);

    public string File(string name) => Path.Combine(Location, name);

    public void Dispose()
    {
        if (Directory.Exists(Location))
        {
            Directory.Delete(Location, recursive: true);
        }
    }

    private static string Create(string prefix)
    {
        var path = Directory.CreateTempSubdirectory(prefix).FullName;
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(path, OthersMayPass);
        }

        return path;
    }
}
