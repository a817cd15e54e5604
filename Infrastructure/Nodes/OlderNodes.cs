using Collab.Domain.Shared.Storage;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Migrations;

namespace Collab.Infrastructure.Nodes;

/// <summary>Nodes that run now and would not stand a change of the schema.</summary>
public static class OlderNodes
{
    /// <summary>Throws and names them when a migration that is due needs newer code than theirs.</summary>
    /// <param name="directory">Its leases tell who runs.</param>
    /// <param name="plan">The migrations of the database that is to be changed.</param>
    /// <param name="state">Where that database stands.</param>
    /// <param name="contracts">Also migrations that take something away are due.</param>
    /// <param name="ct">Stops looking.</param>
    public static async Task RefuseAsync(DatabaseAddress directory, SchemaPlan plan, SchemaState state, bool contracts, CancellationToken ct)
    {
        var needed = plan.Steps.Where(s => !state.Applied.Contains(s.Number) && (contracts || !s.Contracts)).Select(s => s.OldestCode).DefaultIfEmpty().Max();
        if (needed == 0)
            return;
        var nodes = await ListAsync(directory, ct);
        string[] older = [.. nodes.Where(n => (plan.Tag == SchemaMigrator.DirectoryTag ? n.Directory : n.Shard) < needed).Select(n => n.Name)];
        if (older.Length > 0)
        {
            throw new StorageSettingsException(
                $"The schema cannot be changed while nodes of an older version run: {string.Join(", ", older)}. Stop them, or wait a minute when they have crashed, then try again.");
        }
    }

    /// <summary>All nodes that run now.</summary>
    internal static async Task<IReadOnlyList<NodeHolder>> ListAsync(DatabaseAddress directory, CancellationToken ct)
    {
        // Before its first migration nobody runs on it.
        if (!(await SchemaState.ReadAsync(directory, ct)).Applied.Contains(1))
            return [];
        await using var connection = SchemaConnection.Of(directory);
        await connection.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = directory.Dialect == DatabaseDialect.Sqlite
            ? "SELECT holder FROM node_lease WHERE expires_at > CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)"
            : "SELECT holder FROM node_lease WHERE expires_at > CAST(UNIX_TIMESTAMP(NOW(6)) * 1000000 AS SIGNED)";
        var found = new List<NodeHolder>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            found.Add(NodeHolder.Parse(reader.GetString(0)));
        return found;
    }
}
