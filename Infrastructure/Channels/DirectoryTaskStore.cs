using Collab.Domain.Channels;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Channels;

/// <summary>Tasks in the directory. A task that fails comes again after twice the time, up to an hour.</summary>
internal sealed class DirectoryTaskStore(Database<DirectoryContext> directory, TimeProvider time) : IDirectoryTaskStore
{
    private const int MaxErrorLength = 500;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    public Task<IReadOnlyList<DirectoryTask>> ListDueAsync(TimeSpan age, int limit, CancellationToken ct)
    {
        // A task is made due when its maker's grace is over, so this is its age; after a failure it is due when it may come again.
        var latest = time.GetUtcNow() + DirectoryTaskWriter.Grace - age;
        return directory.ReadAsync<IReadOnlyList<DirectoryTask>>(
            async context =>
            {
                var rows = await context.Tasks.Where(t => t.DueAt <= latest).OrderBy(t => t.DueAt).ThenBy(t => t.TaskId).Take(limit).ToListAsync(ct);
                return [.. rows.Select(r => r.ToView())];
            },
            ct);
    }

    public Task<IReadOnlyList<DirectoryTask>> ListForAsync(UserId user, CancellationToken ct) =>
        directory.ReadAsync<IReadOnlyList<DirectoryTask>>(
            async context =>
            {
                var rows = await context.Tasks.Where(t => t.UserId == user).OrderBy(t => t.TaskId).ToListAsync(ct);
                return [.. rows.Select(r => r.ToView()).Where(t => t.Work is DirectoryWork.SeatPeople)];
            },
            ct);

    public Task CompleteAsync(TaskId task, CancellationToken ct) =>
        directory.WriteAsync(context => context.Tasks.Where(t => t.TaskId == task).ExecuteDeleteAsync(ct), ct);

    public Task HandOverAsync(TaskId task, CancellationToken ct)
    {
        var now = time.GetUtcNow().Stored();
        return directory.WriteAsync(context => context.Tasks.Where(t => t.TaskId == task).ExecuteUpdateAsync(set => set.SetProperty(t => t.DueAt, now), ct), ct);
    }

    public Task FailAsync(TaskId task, string error, CancellationToken ct) =>
        directory.WriteAsync(
            async context =>
            {
                var row = await context.Tasks.AsTracking().SingleOrDefaultAsync(t => t.TaskId == task, ct);
                if (row is null)
                    return;
                row.Attempts++;
                row.Error = error.Length <= MaxErrorLength ? error : error[..MaxErrorLength];
                row.DueAt = time.GetUtcNow() + Pause(row.Attempts);
            },
            ct);

    private static TimeSpan Pause(int attempts)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(attempts - 1, 20));
        return pause < LongestPause ? pause : LongestPause;
    }
}
