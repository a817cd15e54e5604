namespace Collab.Support;

/// <summary>The source tree that the running tests were built from.</summary>
public static class SourceTree
{
    public static string Root { get; } = FindRoot();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The C# files of some folders, without what builds leave there.</summary>
    public static IEnumerable<string> Files(params IEnumerable<string> folders) =>
        folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Collab.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"Collab.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
