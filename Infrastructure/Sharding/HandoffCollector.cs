using Collab.Infrastructure.Consumers;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Sharding;

/// <summary>
/// Brings what the shards leave for the directory there, then strikes it off. Whatever is interrupted comes again, and
/// coming again changes nothing. What cannot be brought over is parked, like an event that its consumer cannot take.
/// </summary>
internal sealed class HandoffCollector(ConsumerParts parts, HandoffDelivery delivery, ILogger<HandoffCollector> log)
    : PeriodicWorker(TimeSpan.FromSeconds(2), parts.Time, log)
{
    /// <summary>What parked handoffs stand under.</summary>
    public const string Name = "directory-handoffs";

    private const int RowsPerStep = 200;
    private const int RetriesPerStep = 50;

    private readonly ConsumerRows _rows = new(parts, Name);

    /// <summary>Returns how many rows were brought over, from all shards.</summary>
    public override async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var moved = await Task.WhenAll(parts.Router.All.Where(s => !s.Database.Reach.IsAway).Select(shard => CollectSafelyAsync(shard, ct)));
        return moved.Sum();
    }

    private async Task<int> CollectSafelyAsync(Shard shard, CancellationToken ct)
    {
        try
        {
            return await CollectAsync(shard, ct) + await RetryAsync(shard, ct);
        }
#pragma warning disable CA1031 // A shard that is away must not keep the others' entries out of the log.
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Log.LogWarning(error, "What the shard {Shard} leaves for the directory could not be collected; the next round tries again.", shard.Name);
            return 0;
        }
    }

    private async Task<int> CollectAsync(Shard shard, CancellationToken ct)
    {
        var moved = 0;
        HandoffRow? last = null;
        do
        {
            var rows = await ReadAsync(shard, last, ct);
            last = rows.Count == RowsPerStep ? rows[^1] : null;
            // A bucket that has moved away left its copy here for a while; one that arrives is not here yet.
            var (done, failed) = await delivery.BringAsync([.. rows.Where(r => parts.Router.Owns(shard, r.Bucket))], ct);
            await StrikeOffAsync(shard, done, failed, ct);
            moved += done.Count;
        }
        while (last is not null);
        return moved;
    }

    // On from the last row, not from the start: a row of a kind that only a newer version knows is passed by and stays.
    private static Task<List<HandoffRow>> ReadAsync(Shard shard, HandoffRow? last, CancellationToken ct) =>
        shard.Database.ReadAsync(
            context =>
            {
                var rows = last is null
                    ? context.Handoffs
                    : context.Handoffs.Where(h => h.Bucket > last.Bucket || (h.Bucket == last.Bucket && h.HandoffId > last.HandoffId));
                return rows.OrderBy(h => h.Bucket).ThenBy(h => h.HandoffId).Take(RowsPerStep).ToListAsync(ct);
            },
            ct);

    // Where a bucket is closed they stay, and come again: that changes nothing.
    private async Task StrikeOffAsync(Shard shard, IReadOnlyList<HandoffRow> done, IReadOnlyList<(HandoffRow Row, string Error)> failed, CancellationToken ct)
    {
        var rows = done.Concat(failed.Select(f => f.Row)).ToList();
        if (rows.Count == 0)
            return;
        await shard.Database.WriteAsync(
            async context =>
            {
                var open = await BucketHomes.FindOpenAsync(context, shard.Database.Sql, rows.Select(r => r.Bucket).Distinct().Order(), ct);
                foreach (var (row, error) in failed.Where(f => open.Contains(f.Row.Bucket)))
                    await ConsumerRows.ParkAsync(context, HandoffDelivery.Parked(row, error, parts.Time.GetUtcNow().Stored()), ct);
                foreach (var bucket in rows.GroupBy(r => r.Bucket).Where(b => open.Contains(b.Key)))
                {
                    long[] ids = [.. bucket.Select(r => r.HandoffId)];
                    await context.Handoffs.Where(h => h.Bucket == bucket.Key && ids.Contains(h.HandoffId)).ExecuteDeleteAsync(ct);
                }
            },
            ct);
        foreach (var (row, error) in failed)
            Log.LogError("Handoff {Handoff} of bucket {Bucket} cannot be brought to the directory: {Error}. It is parked.", row.HandoffId, row.Bucket, error);
    }

    private async Task<int> RetryAsync(Shard shard, CancellationToken ct)
    {
        var asked = await shard.Database.ReadAsync(
            c => c.ParkedEvents.Where(p => p.RetryRequestedAt != null && p.Consumer == Name).OrderBy(p => p.RetryRequestedAt).Take(RetriesPerStep).ToListAsync(ct), ct);
        var moved = 0;
        foreach (var parked in asked.Where(p => parts.Router.Owns(shard, p.Bucket)))
        {
            var (_, failed) = await delivery.BringAsync([HandoffDelivery.Row(parked)], ct);
            if (failed.Count > 0)
                await _rows.FailAgainAsync(parked, failed[0].Error, ct);
            else
                await _rows.UnparkAsync(parked, ct);
            moved += 1 - failed.Count;
        }

        return moved;
    }
}
