using Collab.Domain.Shared.Storage;
using MySqlConnector;

namespace Collab.Infrastructure.Storage;

/// <summary>Where a database is. The connection string may hold a password: never log it.</summary>
/// <param name="Name">A name for people: <c>directory</c>, <c>shard-0</c>.</param>
/// <param name="Dialect">Which SQL it speaks.</param>
/// <param name="ConnectionString">How to reach it.</param>
public sealed record DatabaseAddress(string Name, DatabaseDialect Dialect, string ConnectionString)
{
    // On one server a lane needs one of them at a time; a distributed engine has a lane for each bucket.
    private const uint PlainConnections = 8;
    private const uint PlainConnectionsOfMany = 64;

    /// <summary>True for a distributed engine: each transaction keeps to one bucket.</summary>
    public bool IsDistributed { get; init; }

    /// <summary>
    /// How to reach it for plain commands. On a server they have a small pool of their own, whose sessions are not reset
    /// before each use: that would be a second round trip.
    /// </summary>
    public string PlainConnectionString => Dialect == DatabaseDialect.Sqlite
        ? ConnectionString
        : new MySqlConnectionStringBuilder(ConnectionString)
        {
            ConnectionReset = false,
            MinimumPoolSize = 0,
            MaximumPoolSize = IsDistributed ? PlainConnectionsOfMany : PlainConnections,
        }.ConnectionString;

    /// <summary>Never the connection string.</summary>
    public override string ToString() => $"{Name} ({Dialect})";
}
