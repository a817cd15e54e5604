using Collab.Domain.Shared.Storage;

namespace Collab.Infrastructure.Storage;

/// <summary>Where a database is. The connection string may hold a password: never log it.</summary>
/// <param name="Name">A name for people: <c>directory</c>, <c>shard-0</c>.</param>
/// <param name="Dialect">Which SQL it speaks.</param>
/// <param name="ConnectionString">How to reach it.</param>
public sealed record DatabaseAddress(string Name, DatabaseDialect Dialect, string ConnectionString)
{
    /// <summary>Never the connection string.</summary>
    public override string ToString() => $"{Name} ({Dialect})";
}
