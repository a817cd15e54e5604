namespace Collab.Infrastructure.Storage;

/// <summary>One shard's place.</summary>
public sealed class ShardOptions
{
    /// <summary>Its name, unique; the shard map in the directory refers to it.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its connection string.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>
    /// It is not one server but an engine that places buckets itself, like Vitess or TiDB. Each transaction then keeps
    /// to one bucket.
    /// </summary>
    public bool Distributed { get; set; }
}
