using Collab.Domain.Shared;

namespace Collab.Domain.Threads;

/// <summary>Reads which threads one follows, and what is unread in them.</summary>
public sealed class GetThreadBook(IFollowedThreads threads)
{
    /// <summary>Those on shards that are away are missing, and the answer says so.</summary>
    public Task<ThreadBook> ExecuteAsync(Actor actor, CancellationToken ct) => threads.ReadAsync(actor.User, ct);
}
