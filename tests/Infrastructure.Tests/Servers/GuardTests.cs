using System.Diagnostics;
using Collab.Support;
using Collab.Support.Processes;
using Xunit;

namespace Collab.Infrastructure.Tests.Servers;

public sealed class GuardTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("collab-guard-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task A_process_that_ignores_SIGTERM_is_killed_when_its_parent_is_killed()
    {
        using var parent = StartParent(grace: 1, "trap '' TERM; echo ready; while :; do sleep 0.2; done");
        var id = int.Parse(await parent.StandardOutput.ReadLineAsync(Ct) ?? "", System.Globalization.CultureInfo.InvariantCulture);
        await ReadyAsync();
        Assert.True(Processes.IsAlive(id));

        parent.Kill(); // SIGKILL to the parent alone: nothing of it gets to run

        await Eventually.TrueAsync(() => !Processes.IsAlive(id), "the process ended with its parent");
    }

    [Fact]
    public async Task A_process_may_close_its_files_when_its_parent_is_killed()
    {
        var farewell = Path.Combine(directory, "farewell");
        using var parent = StartParent(grace: 10, $"trap 'echo bye >{farewell}; exit 0' TERM; echo ready; while :; do sleep 0.05; done");
        await ReadyAsync();

        parent.Kill();

        await Eventually.TrueAsync(() => File.Exists(farewell), "the process got SIGTERM and its time");
    }

    [Fact]
    public async Task The_files_of_an_orphan_are_removed_when_it_is_gone()
    {
        var scrap = Directory.CreateDirectory(Path.Combine(directory, "scrap")).FullName;
        using var parent = StartParent(grace: 10, "exec sleep 60", scrap);
        await parent.StandardOutput.ReadLineAsync(Ct);

        parent.Kill();

        await Eventually.TrueAsync(() => !Directory.Exists(scrap), "the guard cleaned up");
    }

    [Fact]
    public async Task Stopping_returns_when_the_process_is_gone()
    {
        await using var process = await StartAsync("sleep", "60");

        await process.StopAsync();

        Assert.True(process.HasExited);
        Assert.False(Processes.IsAlive(process.Id));
    }

    [Fact]
    public async Task The_log_holds_both_outputs()
    {
        await using var process = await StartAsync("sh", "-c", "echo out; echo err >&2");

        await Eventually.TrueAsync(() => process.HasExited, "the process ended");

        Assert.Equal("out\nerr\n", process.Log());
    }

    [Fact]
    public void A_missing_program_says_what_to_install()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Tool.Find("no-such-daemon", "mariadb-server"));

        Assert.Contains("./dev test as root, or: apt-get install mariadb-server", error.Message, StringComparison.Ordinal);
    }

    private Task<GuardedProcess> StartAsync(string fileName, params string[] arguments) =>
        GuardedProcess.StartAsync(new GuardedCommand(fileName, arguments, Path.Combine(directory, "log")), Ct);

    /// <summary>The script has set its traps and says so in its log.</summary>
    private Task ReadyAsync() => Eventually.TrueAsync(
        () => File.Exists(Path.Combine(directory, "log")) && File.ReadAllText(Path.Combine(directory, "log")) == "ready\n",
        "the process is ready");

    /// <summary>A shell in the place of the tests: it runs the guard as its child and keeps the guard's input open.</summary>
    private Process StartParent(int grace, string script, string? scrap = null)
    {
        var parent = new ProcessStartInfo("/bin/bash") { RedirectStandardOutput = true };
        foreach (var argument in (string[])["-c", """exec 4> >(exec sh -c "$0" guard "$@"); exec sleep 60""", Guard.Script,
            Path.Combine(directory, "log"), $"{grace}", scrap ?? "", "/bin/sh", "-c", script])
        {
            parent.ArgumentList.Add(argument);
        }

        return Process.Start(parent)!; // never null without shell execution
    }
}
