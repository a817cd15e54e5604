using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared.Storage;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Receipts;

/// <summary>The copies of people's standings on their seats. Each bucket is one short transaction.</summary>
internal sealed class ReceiptSeats(ShardRouter router, BucketGate gate) : IReceiptSeats
{
    public async Task<Result<Done>> SettleAsync(UserId user, ReceiptStanding standing, CancellationToken ct)
    {
        foreach (var shard in router.All)
        {
            if (!(await SettleAsync(shard, user, standing, ct)).TryGet(out _, out var error))
                return error;
        }

        return Done.Value;
    }

    public async Task TrySettleAsync(UserId user, ReceiptStanding standing, CancellationToken ct)
    {
        foreach (var shard in router.All)
        {
            try
            {
                await SettleAsync(shard, user, standing, ct);
            }
            catch (Exception error) when (Outage.Is(error))
            {
                // The task that was left does it when the shard is back.
            }
        }
    }

    private async Task<Result<Done>> SettleAsync(Shard shard, UserId user, ReceiptStanding standing, CancellationToken ct)
    {
        var buckets = await shard.Database.ReadAsync(
            context => context.Seats.Where(s => s.UserId == user && s.Receipts != standing).Select(s => s.Bucket).Distinct().ToListAsync(ct), ct);
        // A copy that is left behind by a move, or is just arriving, is not written to: the gate goes where the bucket is.
        foreach (var bucket in buckets)
        {
            var settled = await gate.WriteAsync(bucket, context => SettleAsync(context, bucket, user, standing, ct), ct);
            if (!settled.TryGet(out _, out var error))
                return error;
        }

        return Done.Value;
    }

    // By key and in its order, as markers and posts lock them.
    private static async Task SettleAsync(ShardContext context, Bucket bucket, UserId user, ReceiptStanding standing, CancellationToken ct)
    {
        var streams = await context.Seats.Where(s => s.Bucket == bucket && s.UserId == user && s.Receipts != standing)
            .OrderBy(s => s.StreamId).Select(s => s.StreamId).ToListAsync(ct);
        foreach (var stream in streams)
        {
            await context.Database.ExecuteSqlAsync(
                $"UPDATE seat SET receipts = {(int)standing} WHERE bucket = {bucket.Value} AND stream_id = {stream.Value} AND user_id = {user.Value}", ct);
        }
    }
}
