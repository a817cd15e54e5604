using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Sharding;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;

namespace Collab.Bench.Sidebars;

/// <summary>One query on each shard, at once, over connections that stay open: seats with heads, what does not count, and mentions.</summary>
internal sealed class RawSidebar(IReadOnlyList<MySqlConnection> connections) : IAsyncDisposable
{
    /// <summary>For <c>@user</c>.</summary>
    public const string Query =
        """
        SELECT h.*, s.*,
          (SELECT COUNT(*) FROM uncounted u WHERE u.bucket = s.bucket AND u.stream_id = s.stream_id AND u.seq > s.last_read_seq),
          (SELECT COUNT(*) FROM mention m WHERE m.bucket = s.bucket AND m.stream_id = s.stream_id AND m.user_id = s.user_id AND m.seq > s.last_read_seq),
          (SELECT COUNT(*) FROM broadcast b WHERE b.bucket = s.bucket AND b.stream_id = s.stream_id AND b.seq > s.last_read_seq AND b.author_id <> s.user_id)
        FROM seat s JOIN stream h ON h.bucket = s.bucket AND h.stream_id = s.stream_id
        WHERE s.user_id = @user AND s.kind IN (0, 1, 2) AND s.left_seq IS NULL
        """;

    public static async Task<RawSidebar> OpenAsync(IServiceProvider services, CancellationToken ct)
    {
        var connections = new List<MySqlConnection>();
        foreach (var shard in services.GetRequiredService<ShardRouter>().All)
        {
            connections.Add(new MySqlConnection(shard.Database.Address.ConnectionString));
            await connections[^1].OpenAsync(ct);
        }

        return new RawSidebar(connections);
    }

    public async Task ReadAsync(UserId reader, int size, CancellationToken ct)
    {
        var counts = await Task.WhenAll(connections.Select(connection => ReadAsync(connection, reader, ct)));
        if (counts.Sum() != size)
            throw new InvalidOperationException($"{counts.Sum()} rows, {size} expected.");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in connections)
            await connection.DisposeAsync();
    }

    private static async Task<int> ReadAsync(MySqlConnection connection, UserId reader, CancellationToken ct)
    {
        await using var command = new MySqlCommand(Query, connection);
        command.Parameters.AddWithValue("@user", reader.Value);
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
