using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Shards;

/// <summary>A move of a plan.</summary>
/// <param name="Bucket">What moves.</param>
/// <param name="Source">The name of the shard that it leaves.</param>
/// <param name="Target">The name of the shard that it goes to.</param>
public sealed record PlannedMove(Bucket Bucket, string Source, string Target);
