using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Collab.Support.Processes;

/// <summary>A process that never outlives the tests: stopped by its id, and ended by its guard when the tests are killed.</summary>
public sealed class GuardedProcess : IAsyncDisposable
{
    private const int SigKill = 9;
    private const int SigTerm = 15;
    private const int SigCont = 18;
    private const int SigStop = 19;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    private readonly Process guard;

    private GuardedProcess(Process guard, int id, string logPath)
    {
        this.guard = guard;
        Id = id;
        LogPath = logPath;
    }

    /// <summary>The id of the command itself, not of its guard.</summary>
    public int Id { get; }

    public string LogPath { get; }

    public bool HasExited => guard.HasExited;

    /// <summary>As a shell tells it: 128 + the signal when one ended it. Throws while it runs.</summary>
    public int ExitCode => guard.ExitCode;

    public static async Task<GuardedProcess> StartAsync(GuardedCommand command, CancellationToken ct)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = command.WorkingDirectory ?? Path.GetDirectoryName(command.LogPath),
        };
        var seconds = ((int)Grace.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        foreach (var argument in (string[])["-c", Guard.Script, "guard",
            command.LogPath, seconds, command.RemoveWhenOrphaned ?? "", command.FileName, .. command.Arguments])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        var guard = Process.Start(start) ?? throw new InvalidOperationException($"{command.FileName} could not be started.");
        var line = await guard.StandardOutput.ReadLineAsync(ct);
        return int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new GuardedProcess(guard, id, command.LogPath)
            : throw new InvalidOperationException($"The guard of {command.FileName} gave no process id but '{line}'.");
    }

    public string Log()
    {
        if (!File.Exists(LogPath))
        {
            return "";
        }

        using var reader = new StreamReader(new FileStream(LogPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    public string LogTail(int lines = 40)
    {
        var all = Log().Split('\n');
        return string.Join('\n', all.Skip(Math.Max(0, all.Length - lines)));
    }

    /// <summary>Asks politely, waits, then insists. Returns when the process is gone.</summary>
    public async Task StopAsync()
    {
        Signal(SigTerm);
        await WaitForExitAsync();
    }

    /// <summary>What a power cut does: no warning, no flushing.</summary>
    public async Task KillAsync()
    {
        Signal(SigKill);
        await WaitForExitAsync();
    }

    /// <summary>Asks politely and does not wait.</summary>
    public void Terminate() => Signal(SigTerm);

    /// <summary>Takes the processor away from it: it stays connected and answers nothing.</summary>
    public void Pause() => Signal(SigStop);

    /// <summary>Gives the processor back.</summary>
    public void Resume() => Signal(SigCont);

    public Task ExitedAsync(CancellationToken ct) => guard.WaitForExitAsync(ct);

    public async ValueTask DisposeAsync()
    {
        Resume(); // who is stopped cannot be asked
        await StopAsync();
        guard.Dispose();
    }

    private async Task WaitForExitAsync()
    {
        using var patience = new CancellationTokenSource(Grace);
        try
        {
            await guard.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Signal(SigKill);
            await guard.WaitForExitAsync(CancellationToken.None); // SIGKILL cannot be refused
        }
    }

    private void Signal(int signal)
    {
        if (!guard.HasExited)
        {
            _ = NativeMethods.Kill(Id, signal);
        }
    }

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "kill")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Kill(int processId, int signal);
    }
}
