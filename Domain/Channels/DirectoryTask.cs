using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Channels;

/// <summary>A step that a change of the directory has left to be done in a bucket. Doing it twice does it once.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Work">What is to be done.</param>
public sealed record DirectoryTask(TaskId Id, DirectoryWork Work);
