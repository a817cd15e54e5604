using System.Net;
using Collab.Support;
using Collab.Support.Servers;
using Collab.Web.Tests.Hosting;
using Xunit;

namespace Collab.Web.Tests.Operations;

/// <summary>The commands of docs/operate/nodes.md do what the page says, on a node that runs.</summary>
public sealed class NodesCommandTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _data = Directory.CreateTempSubdirectory("collab-nodes-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Every_command_of_the_page_works()
    {
        var port = LoopbackPort.Free();
        using var node = Started.With([], ("Collab__Port", $"{port}"), ("Collab__Data", _data), ("Collab__NodeName", "node-1"));
        await Eventually.TrueAsync(async () => await ReadyAsync(port) == HttpStatusCode.OK, "the node is ready", Patience);
        var commands = Commands();
        Assert.Equal(["nodes", "nodes drain node-1", "nodes undrain node-1"], commands);

        foreach (var command in commands)
        {
            var (code, output) = await RunAsync(command);
            Assert.True(code == 0, output);
            if (command == "nodes")
                await Eventually.TrueAsync(async () => (await RunAsync("nodes")).Output.StartsWith("node-1 ", StringComparison.Ordinal), "the node is in the list", Patience);
            if (command.Contains(" drain ", StringComparison.Ordinal))
                await Eventually.TrueAsync(async () => await ReadyAsync(port) == HttpStatusCode.ServiceUnavailable, "the node drains", Patience);
            if (command.Contains(" undrain ", StringComparison.Ordinal))
                await Eventually.TrueAsync(async () => await ReadyAsync(port) == HttpStatusCode.OK, "the node takes people again", Patience);
        }

        Assert.False(node.HasExited);
        var (refused, said) = await RunAsync("nodes drain nobody");
        Assert.Equal((2, "collab: There is no node nobody. ./dev nodes lists them."), (refused, said.Trim()));
    }

    private static string[] Commands() =>
        [.. File.ReadAllText(Path.Combine(SourceTree.Root, "docs/operate/nodes.md")).Split("```sh tested\n").Skip(1)
            .SelectMany(block => block[..block.IndexOf("```", StringComparison.Ordinal)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Select(line => line["./dev ".Length..])];

    private async Task<(int Code, string Output)> RunAsync(string command)
    {
        using var run = Started.With(command.Split(' '), ("Collab__Data", _data));
        var code = await run.EndAsync(Patience);
        return (code, run.Output + run.Errors);
    }

    private static async Task<HttpStatusCode?> ReadyAsync(int port)
    {
        using var http = new HttpClient();
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://localhost:{port}/health/ready"), TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
