using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Hidden;

/// <summary>Enough of what a person does not see of a stream to notice that it has changed.</summary>
/// <param name="Count">How many single messages.</param>
/// <param name="Sum">Their numbers, added up.</param>
/// <param name="LastAt">When the last of them was hidden; null when there is none.</param>
/// <param name="Cleared">How much of the history.</param>
public sealed record HiddenDigest(int Count, long Sum, DateTimeOffset? LastAt, ClearedHistory Cleared);

/// <summary>What a person does not see, stream by stream.</summary>
/// <param name="Streams">Those of which she does not see everything.</param>
/// <param name="Away">Of these buckets it cannot be said at the moment.</param>
public sealed record HiddenDigests(IReadOnlyDictionary<StreamId, HiddenDigest> Streams, IReadOnlySet<Bucket> Away);
