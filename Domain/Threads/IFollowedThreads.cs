using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Threads;

/// <summary>The threads that a person follows, wherever they are. Each shard is asked once; what is on one that is away is missing.</summary>
public interface IFollowedThreads
{
    /// <summary>Which she follows and what is unread in them: of each shard the newest <see cref="ThreadBook.MaxFollowed"/>.</summary>
    Task<ThreadBook> ReadAsync(UserId user, CancellationToken ct);

    /// <summary>Those of a workspace and of chats with their roots, the one with the newest reply first, one page.</summary>
    Task<Page<FollowedThread>> ListAsync(UserId user, ThreadQuery query, CancellationToken ct);
}
