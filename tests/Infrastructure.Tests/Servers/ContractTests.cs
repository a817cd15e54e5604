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
        Assert.Equal(new Contract(path, IsSample: false), Find(null, isBuildMachine: true));
        var nearer = Write("work/shared/contracts");
        Assert.Equal(new Contract(nearer, IsSample: false), Find(null, isBuildMachine: false));
    }

    [Fact]
    public void The_folder_that_is_named_wins()
    {
        Write("shared/contracts");
        var path = Write("elsewhere");
        Assert.Equal(new Contract(path, IsSample: false), Find(Path.GetDirectoryName(path), isBuildMachine: true));
    }

    [Fact]
    public void Where_it_is_missing_a_sample_stands_in() =>
        Assert.Equal(new Contract(Path.Combine(_top.FullName, "samples", File), IsSample: true), Find(null, isBuildMachine: false));

    [Fact]
    public void On_a_build_machine_it_must_not_be_missing()
    {
        var error = Assert.Throws<FileNotFoundException>(() => Find(null, isBuildMachine: true));
        Assert.Contains("Set COLLAB_CONTRACTS to the folder that holds it", error.Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => Find(Path.Combine(_top.FullName, "nowhere"), isBuildMachine: true));
    }

    [Fact]
    public void The_samples_are_there_for_every_contract()
    {
        foreach (var (file, least) in new[] { ("blns.json", 50), ("commonmark-0.31.json", 30) })
        {
            var sample = Contract.Find(file, null, Path.GetPathRoot(_top.FullName)!, Contract.Samples, isBuildMachine: false);
            Assert.True(sample.Json().GetArrayLength() >= least);
        }
    }

    private Contract Find(string? folder, bool isBuildMachine) => Contract.Find(File, folder, Tree, Path.Combine(_top.FullName, "samples"), isBuildMachine);

    private string Write(string folder)
    {
        var path = Path.Combine(_top.CreateSubdirectory(folder).FullName, File);
        System.IO.File.WriteAllText(path, "[]");
        return path;
    }
}
