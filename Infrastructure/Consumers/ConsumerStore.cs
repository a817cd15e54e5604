using System.Data.Common;
using System.Globalization;
using Collab.Domain.Audit;
using Collab.Domain.Consumers;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

// Compared in SQL, where the collation of the column decides, not .NET.
#pragma warning disable CA1309

namespace Collab.Infrastructure.Consumers;

/// <summary>What admins see of the consumers, and do about what is parked.</summary>
internal sealed class ConsumerStore(
    ConsumerParts parts, Database<DirectoryContext> directory, IEnumerable<IEventConsumer> consumers, IIdSource ids) : IConsumerStore
{
    private readonly string[] _names = [.. consumers.Select(c => c.Name)];

    public async Task<IReadOnlyList<ConsumerView>> ListAsync(CancellationToken ct)
    {
        var shards = await Task.WhenAll(parts.Router.All.Select(
            shard => ReachingAsync(shard, () => new ConsumerFigures(shard, parts).ReadAsync(_names, ct), () => ConsumerFigures.Unreachable(shard, _names))));
        return [.. shards.SelectMany(s => s).GroupBy(s => s.Name, s => s.State).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => ConsumerView.Of(g.Key, [.. g]))];
    }

    public async Task<Page<ParkedEvent>> ListParkedAsync(string? consumer, Cursor? cursor, int limit, CancellationToken ct)
    {
        if (!ParkedPlace.TryParse(cursor, out var after))
            return Page<ParkedEvent>.Empty;
        var read = await Task.WhenAll(parts.Router.All.Select(shard => ReachingAsync(shard, () => ReadParkedAsync(shard, consumer, after, limit + 1, ct), () => [])));
        List<ParkedEventRow> rows = [.. read.SelectMany(r => r).OrderByDescending(r => r.EventId).ThenBy(r => r.Consumer, StringComparer.Ordinal).ThenBy(r => r.Version).Take(limit + 1)];
        return Keyset.Page(rows, limit, ToView, row => new Cursor(ListParkedEvents.List, ParkedPlace.Of(row).ToString()));
    }

    public async Task<Result<Done>> RetryAsync(ParkedKey parked, AuditEntry audit, CancellationToken ct) =>
        await ChangeAsync(parked, audit, rows => rows.ExecuteUpdateAsync(set => set.SetProperty(p => p.RetryRequestedAt, Now), ct), ct);

    public async Task<int> RetryAllAsync(string consumer, AuditEntry audit, CancellationToken ct)
    {
        // It is no act of one bucket: the log has it before anything is done.
        await directory.WriteAsync(
            context =>
            {
                context.Add(AuditEntryRow.From(audit));
                return Task.CompletedTask;
            },
            ct);
        var asked = 0;
        foreach (var shard in parts.Router.All)
        {
            foreach (var bucket in await ReachingAsync(shard, () => BucketsWithParkedAsync(shard, consumer, ct), () => []))
            {
                var count = 0;
                await parts.Gate.InBucketAsync(
                    bucket,
                    async context => count = await context.ParkedEvents.Where(p => p.Bucket == bucket && p.Consumer == consumer)
                        .ExecuteUpdateAsync(set => set.SetProperty(p => p.RetryRequestedAt, Now), ct),
                    ct);
                asked += count;
            }
        }

        return asked;
    }

    public async Task<Result<Done>> DiscardAsync(ParkedKey parked, AuditEntry audit, CancellationToken ct) =>
        await ChangeAsync(parked, audit, rows => rows.ExecuteDeleteAsync(ct), ct);

    private DateTimeOffset? Now => parts.Time.GetUtcNow().Stored();

    private async Task<Result<Done>> ChangeAsync(ParkedKey parked, AuditEntry audit, Func<IQueryable<ParkedEventRow>, Task<int>> change, CancellationToken ct)
    {
        var bucket = parked.Stream.Bucket;
        var isFound = false;
        await parts.Gate.InBucketAsync(
            bucket,
            async context =>
            {
                isFound = await change(context.ParkedEvents.Where(
                    p => p.Bucket == bucket && p.Consumer == parked.Consumer && p.StreamId == parked.Stream && p.Version == parked.Version)) > 0;
                if (isFound)
                    context.Add(new HandoffRow { Bucket = bucket, HandoffId = ids.Next<EventId>().Value, Kind = HandoffKind.AuditEntry, Data = Json.Write(audit)! }); // an entry is there, so its JSON is
            },
            ct);
        return isFound ? Done.Value : new Error.NotFound();
    }

    // The buckets are named, so that a copy that is being made of one is not counted.
    private Task<List<ParkedEventRow>> ReadParkedAsync(Shard shard, string? consumer, ParkedPlace? after, int limit, CancellationToken ct)
    {
        var buckets = parts.Router.BucketsOf(shard);
        return shard.Database.ReadAsync(
            context =>
            {
                var rows = context.ParkedEvents.Where(p => buckets.Contains(p.Bucket));
                if (consumer is not null)
                    rows = rows.Where(p => p.Consumer == consumer);
                if (after is not null)
                {
                    rows = rows.Where(p => p.EventId < after.Event
                        || (p.EventId == after.Event && (string.Compare(p.Consumer, after.Consumer) > 0 || (p.Consumer == after.Consumer && p.Version > after.Version))));
                }

                return rows.OrderByDescending(p => p.EventId).ThenBy(p => p.Consumer).ThenBy(p => p.Version).Take(limit).ToListAsync(ct);
            },
            ct);
    }

    private Task<List<Bucket>> BucketsWithParkedAsync(Shard shard, string consumer, CancellationToken ct)
    {
        var buckets = parts.Router.BucketsOf(shard);
        return shard.Database.ReadAsync(
            c => c.ParkedEvents.Where(p => buckets.Contains(p.Bucket) && p.Consumer == consumer).Select(p => p.Bucket).Distinct().ToListAsync(ct), ct);
    }

    private static async Task<T> ReachingAsync<T>(Shard shard, Func<Task<T>> read, Func<T> otherwise)
    {
        try
        {
            // SQLite works synchronously: off the caller's thread, all shards at once.
            return await Task.Run(read);
        }
        catch (Exception error) when (error is DbException || EventFaults.IsOutage(error))
        {
            return otherwise();
        }
    }

    private static ParkedEvent ToView(ParkedEventRow row)
    {
        var isOfStream = !EventPlaces.IsNoStream(row.StreamId);
        return new ParkedEvent(
            new ParkedKey(row.Consumer, row.StreamId, row.Version).ToString(), row.Consumer, isOfStream ? row.StreamId : null, isOfStream ? row.Version : null,
            row.Kind, row.Error, row.Attempts, SnowflakeIdSource.MadeAt(row.EventId), row.ParkedAt, row.RetryRequestedAt);
    }
}

/// <summary>A place in the list of parked events.</summary>
internal sealed record ParkedPlace(EventId Event, string Consumer, long Version)
{
    public static ParkedPlace Of(ParkedEventRow row) => new(row.EventId, row.Consumer, row.Version);

    /// <summary>Reads a cursor; none is the start. False for a forged one.</summary>
    public static bool TryParse(Cursor? cursor, out ParkedPlace? place)
    {
        place = cursor?.Key.Split('.') is [var id, var consumer, var version]
            && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
                ? new ParkedPlace(new EventId(number), consumer, at)
                : null;
        return cursor is null || place is not null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Event.Value}.{Consumer}.{Version}");
}
