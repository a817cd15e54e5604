using System.Diagnostics;
using Collab.Support;
using Xunit;

namespace Collab.Web.Tests.Operations;

/// <summary>
/// The short form of the faults, and a small crowd under load, as the pages for operators say how to run them: real nodes,
/// two databases, Redis, killed while people write. What must hold is proved from outside.
/// </summary>
public sealed class LoadAndFaultTests(ITestOutputHelper output)
{
    private const string Faults = "docs/operate/faults.md";
    private const string Load = "docs/operate/load.md";

    public static TheoryData<string> Commands => [.. TestedCommands.Of(Faults).Concat(TestedCommands.Of(Load))];

    [Fact]
    public void The_pages_show_the_short_faults_and_a_small_crowd()
    {
        Assert.Contains("./dev faults --short", TestedCommands.Of(Faults));
        Assert.Contains(TestedCommands.Of(Load), command => command.StartsWith("./dev bench load", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task What_the_page_says_can_be_done_and_every_law_holds(string command)
    {
        var (code, said) = await RunAsync(command, TestContext.Current.CancellationToken);
        output.WriteLine(said);
        Assert.True(code == 0, $"{command} ended with {code}:\n{said}");
        Assert.DoesNotContain("BROKEN", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_that_there_is_not_is_refused_with_the_names_of_those_there_are()
    {
        var (code, said) = await RunAsync("./dev faults earthquake", TestContext.Current.CancellationToken);
        Assert.Equal(2, code);
        Assert.Contains("node-killed", said, StringComparison.Ordinal);
    }

    // What ./dev does beside building: `faults` and `bench` are the verbs of one program.
    private static async Task<(int Code, string Said)> RunAsync(string command, CancellationToken ct)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("./dev", words[0]);
        var configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/')).Parent?.Name ?? "Debug";
        var program = Path.Combine(SourceTree.Root, "bench", "bin", configuration, "net10.0", "Collab.bench.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. words[1] == "bench" ? words[2..] : words[1..]])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The program could not be started.");
        try
        {
            var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
            await process.WaitForExitAsync(ct);
            return (process.ExitCode, string.Concat(said));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
