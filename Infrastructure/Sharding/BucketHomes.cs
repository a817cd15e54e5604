using System.Globalization;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Sharding;

/// <summary>
/// The fence (ADR 0022): each shard says of its buckets whether they may be written there. Every transaction that writes
/// to a bucket reads that under a shared lock before anything else, so that whoever closes the fence waits for those that
/// are under way, and those that come later see it closed. A bucket without a row is not there.
/// </summary>
internal static class BucketHomes
{
    /// <summary>The statement that finds those of the buckets that may be written, and keeps it so until commit.</summary>
    public static string OpenOf(SqlDialect sql, IEnumerable<Bucket> buckets)
    {
        var list = string.Join(",", buckets.Select(b => b.Value.ToString(CultureInfo.InvariantCulture)));
        return $"SELECT bucket AS Value FROM bucket_home{sql.ByKey} WHERE bucket IN ({list}) AND state = {(int)BucketState.Open}{sql.ForShare}";
    }

    /// <summary>Those of the buckets that may be written in the context's transaction, until it commits.</summary>
    public static async Task<IReadOnlySet<Bucket>> FindOpenAsync(ShardContext context, SqlDialect sql, IEnumerable<Bucket> buckets, CancellationToken ct)
    {
        var open = await context.Database.SqlQueryRaw<short>(sql.Patience + OpenOf(sql, buckets)).ToListAsync(ct);
        return open.Select(b => new Bucket(b)).ToHashSet();
    }

    /// <summary>
    /// Once in a shard's life: opens the buckets that the map puts there. Never again, because a node that starts with a
    /// map of a moment ago must not open a bucket that has just moved away.
    /// </summary>
    public static async Task SettleAsync(Shard shard, ShardMap map, CancellationToken ct)
    {
        const string Settled = "SELECT COUNT(*) AS Value FROM shard_identity WHERE is_homed = 1";
        if ((await shard.Database.ReadAsync(context => context.Database.SqlQueryRaw<long>(Settled).ToListAsync(ct), ct))[0] > 0)
            return;
        var rows = string.Join(",", Enumerable.Range(0, Bucket.Count).Where(b => map[new Bucket((short)b)] == shard.Id)
            .Select(b => string.Create(CultureInfo.InvariantCulture, $"({b}, {(int)BucketState.Open}, 0)")));
        await shard.Database.WriteAsync(
            async context =>
            {
                // The row's lock keeps other nodes out; whoever comes second changes nothing.
                if (await context.Database.ExecuteSqlRawAsync("UPDATE shard_identity SET is_homed = 1 WHERE only_one = 1 AND is_homed = 0", ct) > 0 && rows.Length > 0)
                    await context.Database.ExecuteSqlRawAsync("INSERT INTO bucket_home (bucket, state, epoch) VALUES " + rows, ct);
            },
            ct);
    }
}

/// <summary>Stored by number, so numbers never change.</summary>
internal enum BucketState
{
    /// <summary>May be written.</summary>
    Open = 0,

    /// <summary>Complete, but closed: it is about to be written elsewhere, or is already.</summary>
    Fenced = 1,

    /// <summary>Being copied here; nobody reads it yet.</summary>
    Arriving = 2,
}
