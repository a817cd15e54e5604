using Collab.Support.Processes;

namespace Collab.Support.Servers;

/// <summary>The real program: where it is, and how it is told what to do.</summary>
public static class WebProgram
{
    /// <summary>Built in the same configuration as the caller.</summary>
    public static string Location
    {
        get
        {
            var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/')); // …/bin/Release/net10.0
            var program = Path.Combine(SourceTree.Root, "Web", "bin", output.Parent?.Name ?? "Debug", output.Name, "Collab.Web.dll");
            return File.Exists(program) ? program : throw new FileNotFoundException("Web is not built.", program);
        }
    }

    /// <summary>An older version, where one is named by <c>COLLAB_OLDER</c>; else null.</summary>
    public static string? Older => System.Environment.GetEnvironmentVariable("COLLAB_OLDER") is { Length: > 0 } named ? named : null;

    /// <summary>Settings as an environment has them.</summary>
    /// <param name="settings">By their full names, e.g. <c>Collab:Storage:Provider</c>; names without a colon stay as they are.</param>
    public static Dictionary<string, string> Environment(IReadOnlyDictionary<string, string> settings) =>
        settings.ToDictionary(s => s.Key.Replace(":", "__", StringComparison.Ordinal), s => s.Value);
}
