using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Migrations;

namespace Collab.Infrastructure.Backup;

/// <summary>What of a database goes into a backup: every table, but for those that say where and by whom things are kept now.</summary>
internal static class BackupTables
{
    /// <summary>The column that every table of a shard is keyed by first.</summary>
    public const string Bucket = "bucket";

    // The layout of the installation, the nodes that run on it, and what they have leased. A restored one has its own.
    private static readonly string[] NotKept =
        ["installation", "shard", "bucket_map", "bucket_move", "node", "node_lease", "shard_identity", "bucket_home", "consumer_lease"];

    public static async Task<IReadOnlyList<BackupTable>> ListAsync(DatabaseAddress address, bool isShard, CancellationToken ct)
    {
        var shape = await SchemaShape.ReadAsync(address, ct);
        var tables = shape.Tables.Where(t => !NotKept.Contains(t.Key)).OrderBy(t => t.Key, StringComparer.Ordinal)
            .Select(t => new BackupTable(t.Key, [.. t.Value.Columns.Keys.Order(StringComparer.Ordinal)], t.Value.Key)).ToArray();
        if (Array.Find(tables, t => t.Key.Count == 0 || (isShard && t.Key[0] != Bucket)) is { } odd)
            throw new InvalidOperationException($"The table {odd.Name} of {address.Name} has no key that a backup could go by: say in {nameof(BackupTables)} what becomes of it.");
        return tables;
    }
}

/// <summary>A table to be read or written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">In the order of the rows' values: by name, the same wherever the table lies.</param>
/// <param name="Key">Its primary key; rows are read in its order.</param>
internal sealed record BackupTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<string> Key)
{
    /// <summary>Where the bucket stands in a row; -1 in the directory.</summary>
    public int BucketAt { get; } = Key.Count > 0 && Key[0] == BackupTables.Bucket ? Columns.ToList().IndexOf(BackupTables.Bucket) : -1;
}
