using System.Diagnostics;
using Collab.Support.Processes;

namespace Collab.Support.Servers;

/// <summary>Starting a server until it really answers, on another port when somebody was faster.</summary>
internal static class ServerStart
{
    private const int Attempts = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<(GuardedProcess Process, int Port)> UntilReadyAsync(
        Func<int, GuardedCommand> command, Func<int, Task<bool>> answers, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = LoopbackPort.Free();
            var process = await GuardedProcess.StartAsync(command(port), ct);
            if (await AnswersAsync(process, () => answers(port), ct))
            {
                return (process, port);
            }

            var log = process.LogTail();
            await process.DisposeAsync();
            if (attempt == Attempts)
            {
                throw new InvalidOperationException($"{command(port).FileName} did not become ready. The end of its log:\n{log}");
            }
        }
    }

    private static async Task<bool> AnswersAsync(GuardedProcess process, Func<Task<bool>> answers, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        while (!process.HasExited && watch.Elapsed < Patience)
        {
            if (await answers())
            {
                return true;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(25), ct);
        }

        return false;
    }
}
