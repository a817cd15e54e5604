using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using EventId = Collab.Domain.Shared.Ids.EventId;

namespace Collab.Infrastructure.Consumers;

/// <summary>
/// Deletes events that are older than they are kept, a few hundred at a time. Of a stream always the oldest: what is left
/// is dense up to its head. An event that a consumer has not passed stays, and so does one that is parked, with all that
/// follow it. Several nodes may do it at once: what one has deleted the other does not find.
/// </summary>
internal sealed class OutboxExpiry(ConsumerParts parts, IEnumerable<IEventConsumer> consumers, ILogger<OutboxExpiry> log)
    : PeriodicWorker(TimeSpan.FromMinutes(10), parts.Time, log)
{
    private const int PageSize = 500;

    private readonly string[] _names = [.. consumers.Select(c => c.Name)];

    /// <summary>Returns how many events were deleted, on all shards.</summary>
    public override async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var deleted = await Task.WhenAll(parts.Router.All.Where(s => !s.Database.Reach.IsAway).Select(shard => ExpireSafelyAsync(shard, ct)));
        return deleted.Sum();
    }

    private async Task<int> ExpireSafelyAsync(Shard shard, CancellationToken ct)
    {
        try
        {
            return await ExpireAsync(shard, ct);
        }
#pragma warning disable CA1031 // A shard that is away must not keep the others' old events.
        catch (Exception error) when (error is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Log.LogWarning("Old events of shard {Shard} could not be deleted: {Error}. The next round tries again.", shard.Name, error.GetType().Name);
            return 0;
        }
    }

    // Past what has to stay, which the next round looks at again.
    private async Task<int> ExpireAsync(Shard shard, CancellationToken ct)
    {
        var (deleted, after) = (0, new EventId(0));
        var end = SnowflakeIdSource.LowestAt<EventId>(parts.Time.GetUtcNow() - parts.Options.Kept);
        for (var isMore = true; isMore;)
        {
            var page = await shard.Database.ReadAsync(
                c => c.Outbox.Where(o => o.EventId > after && o.EventId < end).OrderBy(o => o.EventId)
                    .Select(o => new { o.Bucket, o.StreamId, o.Version, o.EventId }).Take(PageSize).ToListAsync(ct),
                ct);
            foreach (var ofBucket in page.Where(o => parts.Router.Owns(shard, o.Bucket)).GroupBy(o => o.Bucket))
                deleted += await DeleteAsync(ofBucket.Key, ofBucket.GroupBy(o => o.StreamId).ToDictionary(g => g.Key, g => g.Max(o => o.Version)), ct);
            isMore = page.Count == PageSize;
            if (page.Count > 0)
                after = page[^1].EventId;
        }

        return deleted;
    }

    // A bucket that is on its way to another shard stays as it is until the next round.
    private async Task<int> DeleteAsync(Bucket bucket, IReadOnlyDictionary<StreamId, long> expired, CancellationToken ct)
    {
        var deleted = await parts.Gate.WriteAsync<int>(
            bucket,
            async context =>
            {
                var kept = await FirstKeptAsync(context, bucket, [.. expired.Keys], ct);
                var count = 0;
                foreach (var (stream, last) in expired.Where(e => kept[e.Key] > 1).OrderBy(e => e.Key))
                {
                    var first = Math.Min(last + 1, kept[stream]);
                    count += await context.Outbox.Where(o => o.Bucket == bucket && o.StreamId == stream && o.Version < first).ExecuteDeleteAsync(ct);
                }

                return Result.Of(count);
            },
            ct);
        return deleted.TryGet(out var done, out _) ? done : 0;
    }

    // The version from which on each stream's events are needed still.
    private async Task<Dictionary<StreamId, long>> FirstKeptAsync(ShardContext context, Bucket bucket, StreamId[] streams, CancellationToken ct)
    {
        var cursors = await context.ConsumerCursors
            .Where(c => c.Bucket == bucket && _names.Contains(c.Consumer) && streams.Contains(c.StreamId))
            .Select(c => new { c.StreamId, c.Version }).ToListAsync(ct);
        var parked = await context.ParkedEvents
            .Where(p => p.Bucket == bucket && streams.Contains(p.StreamId)).Select(p => new { p.StreamId, p.Version }).ToListAsync(ct);
        return streams.ToDictionary(
            stream => stream,
            stream =>
            {
                long[] passed = [.. cursors.Where(c => c.StreamId == stream).Select(c => c.Version)];
                var next = passed.Length < _names.Length ? 1 : passed.DefaultIfEmpty(long.MaxValue - 1).Min() + 1;
                return parked.Where(p => p.StreamId == stream).Select(p => p.Version).Append(next).Min();
            });
    }
}
