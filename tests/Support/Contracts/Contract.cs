using System.Text.Json;

namespace Collab.Support.Contracts;

/// <summary>
/// A file that others publish and that we test against: from the folder that <c>COLLAB_CONTRACTS</c> names, or from
/// <c>shared/contracts</c> in a folder above the source tree. Where it is not at hand a small sample of our own stands in,
/// so that a clean clone anywhere runs every test.
/// </summary>
public sealed record Contract(string Path, bool IsSample)
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "COLLAB_CONTRACTS";

    internal static string Samples => System.IO.Path.Combine(SourceTree.Root, "tests", "Support", "Contracts", "Samples");

    /// <summary>Strings that break programs: a JSON array.</summary>
    public static Contract HostileStrings => Find("blns.json");

    /// <summary>The examples of CommonMark: a JSON array of <c>markdown</c>, <c>html</c>, <c>section</c>.</summary>
    public static Contract CommonMark => Find("commonmark-0.31.json");

    /// <summary>Elastic's own description of its API: OpenAPI 3.0.</summary>
    public static Contract ElasticsearchApi => Find("elasticsearch-openapi.json");

    /// <summary>The calls to clusters of one's own that <see cref="ElasticsearchApi"/> lacks: OpenAPI 3.0.</summary>
    public static Contract ElasticsearchSelfManagedApi => Find("elasticsearch-selfmanaged-extra.json");

    /// <summary>Its content.</summary>
    public JsonElement Json()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path));
        return document.RootElement.Clone();
    }

    /// <summary>Its content, when it is an array of strings.</summary>
    public IReadOnlyList<string> Strings() => [.. Json().EnumerateArray().Select(item => item.GetString() ?? "")];

    internal static Contract Find(string file, string? folder, string tree, string samples)
    {
        if (Candidates(folder, tree).Select(f => System.IO.Path.Combine(f, file)).FirstOrDefault(File.Exists) is { } found)
            return new Contract(found, IsSample: false);
        if (!string.IsNullOrWhiteSpace(folder))
            throw new FileNotFoundException($"{file} is not in {folder}, which {Variable} names.");
        return new Contract(System.IO.Path.Combine(samples, file), IsSample: true);
    }

    private static Contract Find(string file) =>
        Find(file, Environment.GetEnvironmentVariable(Variable), SourceTree.Root, Samples);

    private static IEnumerable<string> Candidates(string? folder, string tree)
    {
        if (!string.IsNullOrWhiteSpace(folder))
            return [folder];
        var above = new List<string>();
        for (var at = new DirectoryInfo(tree); at is not null; at = at.Parent)
            above.Add(System.IO.Path.Combine(at.FullName, "shared", "contracts"));
        return above;
    }
}
