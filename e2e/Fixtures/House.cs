namespace Collab.e2e.Fixtures;

/// <summary>Where things lie in the source tree that these tests were built from.</summary>
internal static class House
{
    public static string Root { get; } = FindRoot();

    /// <summary>The Web program, built in the same configuration as these tests.</summary>
    public static string WebProgram
    {
        get
        {
            var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/')); // …/e2e/bin/Debug/net10.0
            var configuration = output.Parent?.Name ?? "Debug";
            var program = Path.Combine(Root, "Web", "bin", configuration, output.Name, "Collab.Web.dll");
            return File.Exists(program) ? program : throw new FileNotFoundException("Web is not built: run ./dev e2e.", program);
        }
    }

    public static string Artifacts => Directory.CreateDirectory(Path.Combine(Root, "artifacts", "e2e")).FullName;

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
