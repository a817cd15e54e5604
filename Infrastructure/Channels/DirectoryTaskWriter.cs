using Collab.Domain.Channels;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;

namespace Collab.Infrastructure.Channels;

/// <summary>Leaves tasks in the transaction of the change that needs them.</summary>
internal sealed class DirectoryTaskWriter(IIdSource ids, TimeProvider time)
{
    /// <summary>How long whoever left a task has to do it himself, before others take it for abandoned.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    public DirectoryTask Leave(DirectoryContext context, DirectoryWork work, UserId? user = null)
    {
        var row = new DirectoryTaskRow
        {
            TaskId = ids.Next<TaskId>(),
            Work = Json.Write(work) ?? throw new ArgumentNullException(nameof(work)),
            UserId = user,
            DueAt = time.GetUtcNow() + Grace,
        };
        context.Add(row);
        return new DirectoryTask(row.TaskId, work);
    }
}
