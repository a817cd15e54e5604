using System.Text.Json;
using Xunit;

namespace Collab.Infrastructure.Tests.Messages.Text;

/// <summary>Files that others publish, to test against; a test that needs one is skipped where it is not at hand.</summary>
internal static class Contracts
{
    public static JsonElement Read(string file)
    {
        var path = Find(file);
        if (path is null) Assert.Skip($"The contract file {file} is not beside the repository.");
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.Clone();
    }

    private static string? Find(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Collab.sln"))) folder = folder.Parent;
        if (folder is null) return null;
        var path = Path.Combine(folder.FullName, "..", "shared", "contracts", file);
        return File.Exists(path) ? path : null;
    }
}
