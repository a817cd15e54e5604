using System.Globalization;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Sharding;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;

namespace Collab.Bench.Syncs;

/// <summary>The rows of what was missed, with one query on each shard, at once, over connections that stay open: events of some streams after a version, each with its message.</summary>
internal sealed class RawMissed(IReadOnlyList<(MySqlConnection Connection, string Query)> shards) : IAsyncDisposable
{
    public static async Task<RawMissed> OpenAsync(IServiceProvider services, IReadOnlyDictionary<StreamId, long> since, CancellationToken ct)
    {
        var router = services.GetRequiredService<ShardRouter>();
        var shards = new List<(MySqlConnection, string)>();
        foreach (var of in since.GroupBy(s => router.For(s.Key)))
        {
            var connection = new MySqlConnection(of.Key.Database.Address.ConnectionString);
            await connection.OpenAsync(ct);
            shards.Add((connection, string.Join(" UNION ALL ", of.Select(s => string.Create(
                CultureInfo.InvariantCulture,
                $"SELECT o.*, m.* FROM outbox o JOIN message m ON m.bucket = o.bucket AND m.stream_id = o.stream_id AND m.seq = o.seq WHERE o.bucket = {s.Key.Bucket.Value} AND o.stream_id = {s.Key.Value} AND o.version > {s.Value}")))));
        }

        return new RawMissed(shards);
    }

    /// <summary>How many rows there were.</summary>
    public async Task<int> ReadAsync(CancellationToken ct) => (await Task.WhenAll(shards.Select(s => ReadAsync(s.Connection, s.Query, ct)))).Sum();

    public async ValueTask DisposeAsync()
    {
        foreach (var (connection, _) in shards)
            await connection.DisposeAsync();
    }

    private static async Task<int> ReadAsync(MySqlConnection connection, string query, CancellationToken ct)
    {
        await using var command = new MySqlCommand(query, connection);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var (count, values) = (0, new object[rows.FieldCount]);
        while (await rows.ReadAsync(ct))
        {
            rows.GetValues(values);
            count++;
        }

        return count;
    }
}
