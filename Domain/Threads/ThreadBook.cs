using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Threads;

/// <summary>What a page has to know of the threads that a person follows.</summary>
/// <param name="Followed">All of them.</param>
/// <param name="Unread">Those with replies that she has not read.</param>
/// <param name="IsPartial">Some cannot be read at the moment.</param>
public sealed record ThreadBook(IReadOnlyList<StreamId> Followed, IReadOnlyList<PlaceView> Unread, bool IsPartial)
{
    /// <summary>Of so many on each shard, the newest, is said whether they have unread replies.</summary>
    public const int MaxFollowed = 2_000;
}
