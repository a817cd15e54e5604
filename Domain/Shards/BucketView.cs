using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Shards;

/// <summary>A bucket, as administrators see it.</summary>
/// <param name="Bucket">Its number.</param>
/// <param name="Shard">The name of the shard where it lies.</param>
/// <param name="Rows">How many rows it has.</param>
public sealed record BucketView(Bucket Bucket, string Shard, long Rows);
