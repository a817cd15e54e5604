namespace Collab.Infrastructure.Storage.Rows;

// When it ends is the database's time, not ours: microseconds, compared only with its own clock.
internal sealed class NodeLeaseRow
{
    public int Node { get; set; }

    public string Holder { get; set; } = "";

    public long ExpiresAt { get; set; }

    // The shard map that it goes by, and the numbers of the shards that it can reach; none from a version without moves.
    public long? MapVersion { get; set; }

    public string? Shards { get; set; }
}
