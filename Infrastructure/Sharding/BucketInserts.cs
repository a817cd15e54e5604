using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Sharding;

/// <summary>New rows of many buckets, a transaction per shard; what belongs to a bucket that is just moving follows it.</summary>
internal sealed class BucketInserts(ShardRouter router, BucketGate gate)
{
    public async Task InsertAsync<TRow>(IReadOnlyList<TRow> rows, Func<TRow, Bucket> bucketOf, CancellationToken ct)
        where TRow : class
    {
        foreach (var ofShard in rows.GroupBy(row => router.For(bucketOf(row))))
        {
            foreach (var late in (await InsertOpenAsync(ofShard.Key, [.. ofShard], bucketOf, ct)).GroupBy(bucketOf))
            {
                var done = await gate.WriteAsync(
                    late.Key,
                    context =>
                    {
                        context.AddRange(late);
                        return Task.CompletedTask;
                    },
                    ct);
                _ = done.Value; // a bucket that stays closed for so long is an outage
            }
        }
    }

    private static async Task<IReadOnlyList<TRow>> InsertOpenAsync<TRow>(Shard shard, TRow[] rows, Func<TRow, Bucket> bucketOf, CancellationToken ct)
        where TRow : class
    {
        var refused = await shard.Database.WriteAsync<IReadOnlyList<TRow>>(
            async context =>
            {
                var open = await BucketHomes.FindOpenAsync(context, shard.Database.Sql, rows.Select(bucketOf).Distinct().Order(), ct);
                context.ChangeTracker.AutoDetectChangesEnabled = false;
                context.AddRange(rows.Where(row => open.Contains(bucketOf(row))));
                return Result.Of<IReadOnlyList<TRow>>([.. rows.Where(row => !open.Contains(bucketOf(row)))]);
            },
            ct);
        return refused.Value;
    }
}
