using Collab.Infrastructure.Storage;

namespace Collab.Infrastructure.Sharding;

/// <summary>One shard: its number in the shard map and its database.</summary>
internal sealed record Shard(int Id, Database<ShardContext> Database)
{
    public string Name => Database.Address.Name;
}
