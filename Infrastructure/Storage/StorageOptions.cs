using Collab.Domain.Shared.Storage;

namespace Collab.Infrastructure.Storage;

/// <summary>Where everything is stored; section <c>Collab:Storage</c>.</summary>
public sealed class StorageOptions
{
    /// <summary><c>Sqlite</c>: files in the data folder. <c>MySql</c>: servers.</summary>
    public DatabaseDialect Provider { get; set; } = DatabaseDialect.Sqlite;

    /// <summary>Connection string of the directory; for SQLite empty, then <c>directory.db</c> in the data folder.</summary>
    public string? Directory { get; set; }

    /// <summary>The shards, in the order of their numbers; for SQLite empty, then four files in the data folder.</summary>
    public IList<ShardOptions> Shards { get; } = [];

    /// <summary>Bring the schema up to date at start. Always so for SQLite.</summary>
    public bool MigrateOnStart { get; set; }
}
