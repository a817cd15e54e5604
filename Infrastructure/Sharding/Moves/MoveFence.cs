using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Sharding.Moves;

/// <summary>
/// Changes a bucket's home on its two shards in the name of one epoch. Whatever a process with an older epoch still wants
/// is refused, however late it comes.
/// </summary>
internal sealed class MoveFence(Bucket bucket, long epoch)
{
    /// <summary>The shard knows from here on that this epoch rules; also where the bucket is not there at all.</summary>
    public Task StampAsync(Shard shard, CancellationToken ct) =>
        shard.Database.WriteAsync(
            context => context.Database.ExecuteSqlAsync($"UPDATE bucket_home SET epoch = {epoch} WHERE bucket = {bucket.Value} AND epoch < {epoch}", ct), ct);

    /// <summary>The bucket is going to be copied here. Refused where it is already at home.</summary>
    public async Task ArriveAsync(Shard target, CancellationToken ct)
    {
        await target.Database.WriteAsync(
            context => context.Database.ExecuteSqlRawAsync(
                target.Database.Sql.InsertOrIgnore + " bucket_home (bucket, state, epoch) VALUES ({0}, {1}, {2})", [bucket.Value, (int)BucketState.Arriving, epoch], ct),
            ct);
        await SetAsync(target, BucketState.Arriving, BucketState.Arriving, ct);
    }

    /// <summary>From one state to another; coming again changes nothing. It waits for the transactions that hold the old state.</summary>
    public async Task SetAsync(Shard shard, BucketState from, BucketState to, CancellationToken ct)
    {
        var found = 0;
        await shard.Database.WriteAsync(
            async context => found = await context.Database.ExecuteSqlRawAsync(
                shard.Database.Sql.Patience + "UPDATE bucket_home SET state = {0} WHERE bucket = {1} AND epoch = {2} AND state IN ({0}, {3})",
                [(int)to, bucket.Value, epoch, (int)from], ct),
            ct);
        if (found == 0)
            throw new MoveLostException($"Bucket {bucket} of {shard.Name} is not {from} in the name of epoch {epoch}.");
    }

    /// <summary>The bucket is not here any more.</summary>
    public Task LeaveAsync(Shard shard, BucketState from, CancellationToken ct) =>
        shard.Database.WriteAsync(
            context => context.Database.ExecuteSqlAsync($"DELETE FROM bucket_home WHERE bucket = {bucket.Value} AND epoch = {epoch} AND state = {(int)from}", ct), ct);

    /// <summary>Makes sure, until the transaction's end, that the bucket is here in a state and under this epoch.</summary>
    public async Task HoldAsync(ShardContext context, SqlDialect sql, BucketState state, CancellationToken ct)
    {
        var statement = $"{sql.Patience}SELECT bucket AS Value FROM bucket_home WHERE bucket = {bucket.Value} AND epoch = {epoch} AND state = {(int)state}{sql.ForShare}";
        if ((await context.Database.SqlQueryRaw<short>(statement).ToListAsync(ct)).Count == 0)
            throw new MoveLostException($"Bucket {bucket} is not {state} in the name of epoch {epoch}.");
    }
}
