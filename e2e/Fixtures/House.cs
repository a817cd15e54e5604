using Collab.Support;

namespace Collab.e2e.Fixtures;

/// <summary>What the journeys start, and where they leave their evidence.</summary>
internal static class House
{
    /// <summary>The Web program, built in the same configuration as these tests.</summary>
    public static string WebProgram
    {
        get
        {
            var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/')); // …/e2e/bin/Debug/net10.0
            var configuration = output.Parent?.Name ?? "Debug";
            var program = Path.Combine(SourceTree.Root, "Web", "bin", configuration, output.Name, "Collab.Web.dll");
            return File.Exists(program) ? program : throw new FileNotFoundException("Web is not built: run ./dev e2e.", program);
        }
    }

    public static string Artifacts => Directory.CreateDirectory(Path.Combine(SourceTree.Root, "artifacts", "e2e")).FullName;
}
