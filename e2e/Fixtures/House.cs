using Collab.Support;

namespace Collab.e2e.Fixtures;

/// <summary>What the journeys start, and where they leave their evidence.</summary>
internal static class House
{
    public static string Artifacts => Directory.CreateDirectory(Path.Combine(SourceTree.Root, "artifacts", "e2e")).FullName;
}
