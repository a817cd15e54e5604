using Collab.Web.Tests.Hosting;
using Collab.Web.Tests.Operations;
using Xunit;

namespace Collab.Web.Tests.Search;

/// <summary>The commands of docs/operate/search.md do what the page says, beside a node that runs and without one.</summary>
public sealed class SearchCommandTests(SearchCommandTests.World world) : IClassFixture<SearchCommandTests.World>
{
    [Fact]
    public async Task Every_command_of_the_page_works_beside_a_node_that_runs()
    {
        await world.PostAsync(world.Ada, world.Secret, "an index needs something");
        await world.IndexedAsync(world.Secret);
        var commands = TestedCommands.Of("docs/operate/search.md").Select(line => line["./dev ".Length..].Split(' ')).ToList();
        Assert.Equal(["search status", "search rebuild", "search verify"], commands.Select(c => string.Join(' ', c)));
        foreach (var command in commands)
        {
            var (code, output) = await RunAsync(command);
            Assert.True(code == 0, $"{string.Join(' ', command)}: {output}");
            Assert.Contains(command[1] switch { "status" => "Lucene 4.8: working", "rebuild" => "searched from now on", _ => "and nothing else" }, output, StringComparison.Ordinal);
        }

        Assert.Equal(1, (await world.SearchAsync(world.Ada, "index needs")).Total);
    }

    private async Task<(int Code, string Output)> RunAsync(string[] command)
    {
        using var run = Started.With(command, ("Collab__Data", world.Folder));
        var code = await run.EndAsync(TimeSpan.FromMinutes(2));
        return (code, run.Output + run.Errors);
    }

    public sealed class World : TestWorld
    {
        public string Folder => Data;
    }
}
