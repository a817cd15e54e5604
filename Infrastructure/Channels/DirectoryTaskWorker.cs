using Collab.Domain.Channels;
using Collab.Infrastructure.Sharding;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Channels;

/// <summary>Does the tasks whose makers have died or failed. Several nodes may do one at once: it is done once all the same.</summary>
internal sealed class DirectoryTaskWorker(IDirectoryTaskStore store, DirectoryTasks tasks, TimeProvider time, ILogger<DirectoryTaskWorker> log)
    : PeriodicWorker(TimeSpan.FromSeconds(5), time, log)
{
    private const int TasksPerRound = 100;

    /// <summary>Returns how many tasks were finished.</summary>
    public override async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var done = 0;
        foreach (var task in await store.ListDueAsync(DirectoryTaskWriter.Grace, TasksPerRound, ct))
        {
            if (await TryAsync(task, ct) is not { } failure)
                done++;
            else
                await store.FailAsync(task.Id, failure, ct);
        }

        return done;
    }

    // One task that cannot be done, whatever the reason, must not keep the others waiting.
    private async Task<string?> TryAsync(DirectoryTask task, CancellationToken ct)
    {
        try
        {
            return (await tasks.RunAsync(task, ct)).TryGet(out _, out var error) ? null : $"{error.Code}: {error.Message}";
        }
#pragma warning disable CA1031
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Log.LogError(error, "Directory task {Task} ({Work}) failed.", task.Id, task.Work.GetType().Name);
            return $"{error.GetType().Name}: {error.Message}";
        }
    }
}
