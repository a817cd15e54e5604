using System.Globalization;
using System.Text;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Receipts;
using Collab.Infrastructure.Sharding;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;

namespace Collab.Bench.Receipts;

/// <summary>The baseline: the crowd's markers as bare multi-row upserts, in groups of the same size. It reads nothing, locks nothing, checks nothing.</summary>
internal sealed class RawUpserts(MySqlConnection connection, ReaderCrowd crowd) : IAsyncDisposable
{
    // Above what the lane has written, so that every row changes here too.
    private long _seq = 1L << 40;

    public static async Task<RawUpserts> OpenAsync(IServiceProvider services, ReaderCrowd crowd)
    {
        var connection = new MySqlConnection(services.GetRequiredService<ShardRouter>().For(crowd.Stream).Database.Address.ConnectionString);
        await connection.OpenAsync();
        return new RawUpserts(connection, crowd);
    }

    public async Task WriteAsync(CancellationToken ct)
    {
        _seq++;
        foreach (var group in crowd.Readers.Order().Chunk(MarkerQueue.MaxGroup))
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await using var command = new MySqlCommand(Compose(group), connection, transaction);
            await command.ExecuteNonQueryAsync(ct);
            await transaction.CommitAsync(ct);
        }
    }

    /// <summary>Puts the crowd back to where the lane has left it; not measured.</summary>
    public async Task RestoreAsync(CancellationToken ct)
    {
        var stream = crowd.Stream;
        await using var back = new MySqlCommand(
            string.Create(CultureInfo.InvariantCulture, $"UPDATE seat SET last_read_seq = {crowd.Last} WHERE bucket = {stream.Bucket.Value} AND stream_id = {stream.Value}"), connection);
        await back.ExecuteNonQueryAsync(ct);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private string Compose(UserId[] group)
    {
        var (stream, now) = (crowd.Stream, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1000);
        var text = new StringBuilder("INSERT INTO seat (bucket, stream_id, user_id, kind, joined_seq, last_read_seq, last_read_at) VALUES ");
        text.AppendJoin(',', group.Select(user => string.Create(CultureInfo.InvariantCulture, $"({stream.Bucket.Value},{stream.Value},{user.Value},0,0,{_seq},{now})")));
        return text.Append(" ON DUPLICATE KEY UPDATE last_read_seq = GREATEST(last_read_seq, VALUES(last_read_seq)), last_read_at = VALUES(last_read_at)").ToString();
    }
}
