using Collab.Support.Contracts;
using Xunit;

namespace Collab.Infrastructure.Tests.Servers;

public sealed class ContractTests : IDisposable
{
    private const string File = "strings.json";

    private readonly DirectoryInfo _top = Directory.CreateTempSubdirectory("collab-contract-");

    private string Tree => _top.CreateSubdirectory("work/clone").FullName;

    public void Dispose() => _top.Delete(recursive: true);

    [Fact]
    public void It_is_found_beside_any_folder_above_the_tree()
    {
        var path = Write("shared/contracts");
        Assert.Equal(new Contract(path, IsSample: false), Find(null));
        var nearer = Write("work/shared/contracts");
        Assert.Equal(new Contract(nearer, IsSample: false), Find(null));
    }

    [Fact]
    public void The_folder_that_is_named_wins()
    {
        Write("shared/contracts");
        var path = Write("elsewhere");
        Assert.Equal(new Contract(path, IsSample: false), Find(Path.GetDirectoryName(path)));
    }

    [Fact]
    public void Where_it_is_missing_a_sample_stands_in() =>
        Assert.Equal(new Contract(Path.Combine(_top.FullName, "samples", File), IsSample: true), Find(null));

    [Fact]
    public void In_a_folder_that_is_named_it_must_not_be_missing()
    {
        var error = Assert.Throws<FileNotFoundException>(() => Find(Path.Combine(_top.FullName, "nowhere")));
        Assert.Contains("which COLLAB_CONTRACTS names", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_samples_are_there_for_every_contract()
    {
        foreach (var (file, least) in new[] { ("blns.json", 50), ("commonmark-0.31.json", 30) })
        {
            var sample = Contract.Find(file, null, Path.GetPathRoot(_top.FullName)!, Contract.Samples);
            Assert.True(sample.Json().GetArrayLength() >= least);
        }
    }

    private Contract Find(string? folder) => Contract.Find(File, folder, Tree, Path.Combine(_top.FullName, "samples"));

    private string Write(string folder)
    {
        var path = Path.Combine(_top.CreateSubdirectory(folder).FullName, File);
        System.IO.File.WriteAllText(path, "[]");
        return path;
    }
}
