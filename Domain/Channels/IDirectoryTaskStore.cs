using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Channels;

/// <summary>The tasks that are not done yet.</summary>
public interface IDirectoryTaskStore
{
    /// <summary>Tasks older than <paramref name="age"/>, oldest first: whoever made them has died or is slow.</summary>
    Task<IReadOnlyList<DirectoryTask>> ListDueAsync(TimeSpan age, int limit, CancellationToken ct);

    /// <summary>The open tasks of one person's arrival, for whoever waits for it.</summary>
    Task<IReadOnlyList<DirectoryTask>> ListForAsync(UserId user, CancellationToken ct);

    /// <summary>It is done.</summary>
    Task CompleteAsync(TaskId task, CancellationToken ct);

    /// <summary>Its maker leaves the rest to others: it is due at once.</summary>
    Task HandOverAsync(TaskId task, CancellationToken ct);

    /// <summary>It failed; it comes again later, with its error to be seen.</summary>
    Task FailAsync(TaskId task, string error, CancellationToken ct);
}
