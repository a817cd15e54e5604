namespace Collab.Infrastructure.Storage;

/// <summary>One shard's place.</summary>
public sealed class ShardOptions
{
    /// <summary>Its name, unique; the shard map in the directory refers to it.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its connection string.</summary>
    public string ConnectionString { get; set; } = "";
}
