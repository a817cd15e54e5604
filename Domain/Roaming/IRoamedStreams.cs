using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Roaming;

/// <summary>Where a person is or was seated, those places included that she has left.</summary>
public interface IRoamedStreams
{
    /// <summary>Her channels and chats, the one with the newest message first, at most <paramref name="limit"/> of each shard; what is on a shard that is away is missing.</summary>
    Task<(IReadOnlyList<RoamedPlace> Places, bool IsPartial)> ListAsync(RoamingPermit permit, int limit, CancellationToken ct);
}

/// <summary>A place of a person.</summary>
/// <param name="Head">The channel or chat.</param>
/// <param name="JoinedSeq">The newest number when she joined last.</param>
/// <param name="LeftSeq">The newest number when she left; null while she is in.</param>
public sealed record RoamedPlace(StreamView Head, long JoinedSeq, long? LeftSeq);
