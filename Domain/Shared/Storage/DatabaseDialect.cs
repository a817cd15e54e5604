namespace Collab.Domain.Shared.Storage;

/// <summary>The SQL dialects that all stores run on.</summary>
public enum DatabaseDialect
{
    /// <summary>SQLite, embedded.</summary>
    Sqlite,

    /// <summary>MySQL 8.4 or MariaDB 10.11 and newer.</summary>
    MySql,
}
