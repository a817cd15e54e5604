namespace Collab.Domain.Shards;

/// <summary>A shard, as administrators see it.</summary>
/// <param name="Id">Its number in the shard map.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsReachable">Its database answers.</param>
/// <param name="Buckets">How many buckets the map puts there.</param>
/// <param name="Schema">The number of its schema; null when it cannot be reached.</param>
/// <param name="Bytes">The size of its database; null when it cannot be reached.</param>
/// <param name="PostsPerMinute">Messages over the last five minutes; null when it cannot be reached.</param>
public sealed record ShardView(int Id, string Name, bool IsReachable, int Buckets, long? Schema, long? Bytes, double? PostsPerMinute);
