using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Channels;

/// <summary>
/// The names of all channels. A channel's content lives in its bucket; what must happen there is left as a task in the
/// same transaction and done by <see cref="DirectoryTasks"/>, at once or after a crash.
/// </summary>
public interface IChannelDirectory
{
    /// <summary>
    /// Reserves the name and leaves the task that makes the stream; a conflict when the name is taken. When the same person
    /// has reserved it for a channel of the same visibility and that is not made yet, the task is that channel's.
    /// </summary>
    Task<Result<DirectoryTask>> ReserveAsync(ChannelEntry channel, NewStream stream, AuditEntry audit, CancellationToken ct);

    /// <summary>Renames and leaves the task that renames the stream; a conflict when the name is taken.</summary>
    Task<Result<DirectoryTask>> RenameAsync(StreamId channel, string name, UserId by, AuditEntry audit, CancellationToken ct);

    /// <summary>Brings the directory's copy of topic, purpose and archived up to the stream's head.</summary>
    Task CopyHeadAsync(StreamView head, CancellationToken ct);

    /// <summary>Channels of a workspace by name, one page: public ones, and private ones among <paramref name="mine"/>.</summary>
    Task<Page<ChannelEntry>> BrowseAsync(WorkspaceId workspace, ChannelFilter filter, IReadOnlySet<StreamId> mine, Cursor? cursor, int limit, CancellationToken ct);

    /// <summary>Channels of a workspace with exactly these names, whatever their visibility.</summary>
    Task<IReadOnlyList<ChannelEntry>> FindByNamesAsync(WorkspaceId workspace, IReadOnlyCollection<string> names, CancellationToken ct);

    /// <summary>The org-wide channels of a workspace.</summary>
    Task<IReadOnlyList<StreamId>> ListOrgWideAsync(WorkspaceId workspace, CancellationToken ct);
}
