using System.Data.Common;
using Collab.Domain.Shards;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared.Storage;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Sharding.Moves;

/// <summary>What the databases say of their size and load. A shard that does not answer is told as such, and fails nothing.</summary>
internal sealed class ShardSizes(TimeProvider time, ILogger<ShardSizes> log)
{
    private const int Minutes = 5;

    public async Task<ShardView> ViewAsync(Shard shard, int buckets, CancellationToken ct)
    {
        var away = new ShardView(shard.Id, shard.Name, false, buckets, null, null, null);
        return await AskAsync(
            shard,
            async () =>
            {
                var schema = await SchemaMigrator.ReadVersionAsync(shard.Database.Address, ct);
                var since = SnowflakeIdSource.LowestAt<Domain.Shared.Ids.EventId>(time.GetUtcNow() - TimeSpan.FromMinutes(Minutes));
                return await shard.Database.ReadAsync(
                    async context => away with
                    {
                        IsReachable = true,
                        Schema = schema,
                        Bytes = (await context.Database.SqlQueryRaw<long>(SizeOf(shard.Database.Address.Dialect)).ToListAsync(ct))[0],
                        PostsPerMinute = await context.Outbox.CountAsync(o => o.EventId > since && o.Kind == OutboxKind.MessagePosted, ct) / (double)Minutes,
                    },
                    ct);
            }) ?? away;
    }

    /// <summary>The rows of each bucket that has any; null when the shard does not answer. Reads the keys of all tables.</summary>
    public Task<IReadOnlyDictionary<Bucket, long>?> CountAsync(Shard shard, CancellationToken ct) =>
        AskAsync<IReadOnlyDictionary<Bucket, long>>(
            shard,
            () => shard.Database.ReadAsync<IReadOnlyDictionary<Bucket, long>>(
                async context =>
                {
                    var counts = new Dictionary<Bucket, long>();
                    foreach (var table in ShardTable.Of(context))
                    {
                        var rows = await context.Database.SqlQueryRaw<BucketRows>("SELECT bucket AS Number, COUNT(*) AS Count FROM " + table.Name + " GROUP BY bucket").ToListAsync(ct);
                        foreach (var row in rows)
                            counts[new Bucket(row.Number)] = counts.GetValueOrDefault(new Bucket(row.Number)) + row.Count;
                    }

                    return counts;
                },
                ct));

    private async Task<T?> AskAsync<T>(Shard shard, Func<Task<T>> ask)
        where T : class
    {
        try
        {
            return await ask();
        }
        catch (Exception error) when (error is DbException or InvalidOperationException { InnerException: DbException })
        {
            log.LogWarning("The shard {Shard} does not answer: {Error}", shard.Name, error.Message);
            return null;
        }
    }

    private static string SizeOf(DatabaseDialect dialect) => dialect == DatabaseDialect.Sqlite
        ? "SELECT page_count * page_size AS Value FROM pragma_page_count(), pragma_page_size()"
        : "SELECT CAST(COALESCE(SUM(data_length + index_length), 0) AS SIGNED) AS Value FROM information_schema.tables WHERE table_schema = DATABASE()";

    private sealed record BucketRows(short Number, long Count);
}
