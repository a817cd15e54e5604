using Xunit;

namespace Collab.Architecture.Tests;

/// <summary>No file grows beyond what a reader holds in the head.</summary>
public sealed class FileBudgetTests
{
    private const int MaxLines = 400;

    // Files that are over the budget, with their lines. The list only shrinks: split a file and take it off.
    private static readonly Dictionary<string, int> TooLong = [];

    [Fact]
    public void Every_file_keeps_the_budget() => Assert.Empty(Faults(Repository.Root, TooLong));

    [Fact]
    public void A_file_over_the_budget_is_noticed()
    {
        using var sample = new Folder();
        sample.Write("Web/Long.cs", MaxLines + 1);
        sample.Write("Web/Short.cs", MaxLines);
        Assert.Equal([$"Web/Long.cs has {MaxLines + 1} lines"], Faults(sample.Path, []));
    }

    [Fact]
    public void A_listed_file_that_grew_or_shrank_is_noticed()
    {
        using var sample = new Folder();
        sample.Write("Grew.cs", 500);
        sample.Write("Shrank.cs", 300);
        Assert.Equal(
            ["Grew.cs has 500 lines", "Shrank.cs keeps the budget: take it off the list"],
            Faults(sample.Path, new() { ["Grew.cs"] = 450, ["Shrank.cs"] = 450 }).Order());
    }

    private static IEnumerable<string> Faults(string root, Dictionary<string, int> allowed)
    {
        foreach (var (file, lines) in Repository.SourcesOf(root))
        {
            if (lines > allowed.GetValueOrDefault(file, MaxLines))
                yield return $"{file} has {lines} lines";
            else if (lines <= MaxLines && allowed.ContainsKey(file))
                yield return $"{file} keeps the budget: take it off the list";
        }
    }

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("collab-budget-").FullName;

        public void Write(string file, int lines)
        {
            var path = System.IO.Path.Combine(Path, file);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!); // a file always lies in a folder
            File.WriteAllLines(path, Enumerable.Repeat("// line", lines));
        }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
