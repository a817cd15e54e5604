namespace Collab.Support.Servers;

/// <summary>A directory of one server, removed with it.</summary>
internal sealed class PrivateDirectory(string prefix) : IDisposable
{
    /// <summary>A server that runs under another account must be able to reach its own files below.</summary>
    private const UnixFileMode OthersMayPass =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private const UnixFileMode Anybody = OthersMayPass
        | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public string Location { get; } = Create(prefix);

    public string File(string name) => Path.Combine(Location, name);

    /// <summary>A folder that a server under another account may write to as well.</summary>
    public string SharedFolder(string name)
    {
        var path = Directory.CreateDirectory(File(name)).FullName;
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(path, Anybody);
        }

        return path;
    }

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
