using Collab.Domain.Shared.Storage;

namespace Collab.Infrastructure.Storage;

/// <summary>The folder of an embedded installation's files: <c>Collab:Data</c>.</summary>
/// <param name="Path">Its full path.</param>
public sealed record DataFolder(string Path)
{
    /// <summary>Makes the folder when only it itself is missing, and makes sure that files can be written there.</summary>
    public void Prepare()
    {
        var parent = System.IO.Path.GetDirectoryName(Path);
        if (!Directory.Exists(Path) && parent is not null && !Directory.Exists(parent))
        {
            throw new StorageSettingsException(
                $"The data folder {Path} is missing, and so is the folder above it. Make it, or set Collab:Data to a folder that exists.");
        }

        try
        {
            Directory.CreateDirectory(Path);
            var probe = System.IO.Path.Combine(Path, $".probe-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageSettingsException(
                $"The data folder {Path} cannot be written: {error.Message} Give Collab's account the right to write there, or set Collab:Data to another folder.");
        }
    }

    /// <summary>True when the layout keeps its files there.</summary>
    public static bool IsNeededBy(StorageLayout layout) => layout.Directory.Dialect == DatabaseDialect.Sqlite;
}
