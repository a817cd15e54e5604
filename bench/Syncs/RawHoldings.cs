using System.Globalization;
using Collab.Bench.Sidebars;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Sharding;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;

namespace Collab.Bench.Syncs;

/// <summary>
/// The rows by which it is told what a device lacks, with one command on each shard, at once, over connections that stay open: those
/// of the sidebar; what the person has hidden, whose history she has cleared, and which threads she follows; and on her own shard
/// what she has saved, her favourites and settings, the device, and the state that it was given last. Rows only: nothing is compared or written.
/// </summary>
internal sealed class RawHoldings(IReadOnlyList<(MySqlConnection Connection, string Query)> shards) : IAsyncDisposable
{
    private const string OfEach =
        """
        ; SELECT x.* FROM hidden_message x WHERE x.user_id = @user
        ; SELECT s.stream_id, s.cleared_seq, s.cleared_at FROM seat s WHERE s.user_id = @user AND s.cleared_seq > 0
        ; SELECT h.stream_id, h.last_seq, h.last_message_at, s.last_read_seq, s.own_after FROM seat s JOIN stream h ON h.bucket = s.bucket AND h.stream_id = s.stream_id
          WHERE s.user_id = @user AND s.kind = 3 AND s.left_seq IS NULL
        """;

    private const string Own =
        """
        ; SELECT * FROM saved_message WHERE bucket = @bucket AND user_id = @user
        ; SELECT * FROM favourite WHERE bucket = @bucket AND user_id = @user
        ; SELECT * FROM preference WHERE bucket = @bucket AND user_id = @user
        ; SELECT * FROM device WHERE bucket = @bucket AND user_id = @user AND device_id = @device
        ; SELECT * FROM device_state WHERE bucket = @bucket AND user_id = @user AND device_id = @device ORDER BY number DESC LIMIT 1
        """;

    public static async Task<RawHoldings> OpenAsync(IServiceProvider services, UserId user, DeviceId device, CancellationToken ct)
    {
        var router = services.GetRequiredService<ShardRouter>();
        var shards = new List<(MySqlConnection, string)>();
        foreach (var shard in router.All)
        {
            var connection = new MySqlConnection(shard.Database.Address.ConnectionString);
            await connection.OpenAsync(ct);
            var query = RawSidebar.Query + OfEach + (shard == router.For(user.Bucket) ? Own : "");
            shards.Add((connection, query.Replace("@user", Number(user.Value), StringComparison.Ordinal)
                .Replace("@bucket", Number(user.Bucket.Value), StringComparison.Ordinal).Replace("@device", Number(device.Value), StringComparison.Ordinal)));
        }

        return new RawHoldings(shards);
    }

    /// <summary>Reads all of it; fails when there are not so many places.</summary>
    public async Task ReadAsync(int places, CancellationToken ct)
    {
        var counts = await Task.WhenAll(shards.Select(s => ReadAsync(s.Connection, s.Query, ct)));
        if (counts.Sum() != places)
            throw new InvalidOperationException($"{counts.Sum()} places, {places} expected.");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (connection, _) in shards)
            await connection.DisposeAsync();
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    // The first of the results are the places.
    private static async Task<int> ReadAsync(MySqlConnection connection, string query, CancellationToken ct)
    {
        await using var command = new MySqlCommand(query, connection);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var places = await TakeAsync(rows, ct);
        while (await rows.NextResultAsync(ct))
            await TakeAsync(rows, ct);
        return places;
    }

    private static async Task<int> TakeAsync(MySqlDataReader rows, CancellationToken ct)
    {
        var (count, values) = (0, new object[rows.FieldCount]);
        while (await rows.ReadAsync(ct))
        {
            rows.GetValues(values);
            count++;
        }

        return count;
    }
}
