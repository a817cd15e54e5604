using System.Globalization;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Sharding.Moves;

/// <summary>
/// Makes a bucket on the target equal to the source, chunk by chunk: both sides are read and compared value by value, and
/// what differs is written. An empty target is the first case of that, an interrupted copy the second, a check the third.
/// </summary>
/// <param name="beat">Called between chunks with the number of rows looked at; throws when the move is not this process's any more.</param>
internal sealed class BucketCopy(Shard source, Shard target, Bucket bucket, MoveFence fence, Func<int, Task> beat)
{
    private readonly IReadOnlyList<(ShardTable Table, TableRows Rows)> _tables = Tables(source, bucket);

    /// <summary>How many rows the source has.</summary>
    public async Task<long> CountAsync(CancellationToken ct)
    {
        var total = 0L;
        foreach (var (_, rows) in _tables)
            total += await rows.CountAsync(source, ct);
        return total;
    }

    /// <summary>The versions of the streams now. What is copied from here on is at least as new.</summary>
    public async Task<IReadOnlyDictionary<StreamId, long>> VersionsAsync(CancellationToken ct) =>
        await source.Database.ReadAsync(
            context => context.Streams.Where(s => s.Bucket == bucket).ToDictionaryAsync(s => s.StreamId, s => s.Version, ct), ct);

    /// <summary>Every row of every table. Returns how many differed.</summary>
    public async Task<int> AllAsync(CancellationToken ct)
    {
        var differed = 0;
        foreach (var (_, rows) in _tables)
            differed += await SyncAsync(rows, null, ct);
        return differed;
    }

    /// <summary>The tables that do not follow the streams' versions, in full. Returns how many rows differed.</summary>
    public async Task<int> UnversionedAsync(CancellationToken ct)
    {
        var differed = 0;
        foreach (var (_, rows) in _tables.Where(t => !t.Table.FollowsVersions))
            differed += await SyncAsync(rows, null, ct);
        return differed;
    }

    /// <summary>What has changed in the streams whose version has risen. Returns how many rows differed.</summary>
    public async Task<int> ChangesAsync(IReadOnlyDictionary<StreamId, long> since, IReadOnlyDictionary<StreamId, long> now, CancellationToken ct)
    {
        var differed = 0;
        foreach (var (stream, version) in now.Where(s => since.GetValueOrDefault(s.Key, -1) != s.Value).OrderBy(s => s.Key))
        {
            var before = since.GetValueOrDefault(stream, -1);
            foreach (var (table, where) in await ScopesAsync(stream, before, version, ct))
                differed += await SyncAsync(new TableRows(table, bucket), where, ct);
        }

        return differed;
    }

    /// <summary>The tables whose number of rows differs: what was written without a stream's version rising.</summary>
    public async Task<int> CountsAsync(CancellationToken ct)
    {
        var differed = 0;
        foreach (var (_, rows) in _tables)
        {
            if (await rows.CountAsync(source, ct) != await rows.CountAsync(target, ct))
                differed += await SyncAsync(rows, null, ct);
        }

        return differed;
    }

    /// <summary>Deletes the bucket's rows where it is in a state under the move's epoch.</summary>
    public async Task PurgeAsync(Shard shard, BucketState state, CancellationToken ct)
    {
        foreach (var (_, rows) in _tables)
        {
            while (await rows.ReadAsync(shard, null, null, ct) is { Count: > 0 } chunk)
            {
                await shard.Database.WriteAsync(
                    async context =>
                    {
                        await fence.HoldAsync(context, shard.Database.Sql, state, ct);
                        await rows.DeleteUpToAsync(context, shard.Database.Sql, chunk[^1], ct);
                    },
                    ct);
                await beat(0);
            }
        }
    }

    private static IReadOnlyList<(ShardTable, TableRows)> Tables(Shard source, Bucket bucket)
    {
        using var context = source.Database.NewContext();
        return [.. ShardTable.Of(context).Select(table => (table, new TableRows(table, bucket)))];
    }

    // The outbox tells which messages changed since a version. Where it does not go back that far, the stream is compared in full.
    private async Task<IReadOnlyList<(ShardTable Table, string Where)>> ScopesAsync(StreamId stream, long before, long now, CancellationToken ct)
    {
        var ofStream = string.Create(CultureInfo.InvariantCulture, $"stream_id = {stream.Value}");
        var events = before < 0 ? [] : await source.Database.ReadAsync(
            context => context.Outbox.Where(o => o.Bucket == bucket && o.StreamId == stream && o.Version > before && o.Version <= now)
                .OrderBy(o => o.Version).Select(o => new { o.Version, o.Seq }).Take(10_000).ToListAsync(ct), ct);
        var versioned = _tables.Where(t => t.Table.FollowsVersions).Select(t => t.Table);
        if (before < 0 || events.Count != now - before)
            return [.. versioned.Select(table => (table, ofStream))];
        var numbers = events.Select(e => e.Seq).Where(seq => seq > 0).Distinct().Order().Chunk(TableRows.ChunkRows).Select(some => string.Join(',', some)).ToArray();
        return
        [
            .. from table in versioned
               where table.IsOfMessages
               from some in numbers
               select (table, $"{ofStream} AND seq IN ({some})"),
            .. versioned.Where(t => !t.IsOfMessages).Select(t => (t, string.Create(CultureInfo.InvariantCulture, $"{ofStream} AND version > {before}"))),
        ];
    }

    private async Task<int> SyncAsync(TableRows rows, string? where, CancellationToken ct)
    {
        var differed = 0;
        StoredRow? last = null;
        List<StoredRow> here;
        do
        {
            here = await rows.ReadAsync(source, where, last, ct);
            var end = here.Count < TableRows.ChunkRows ? null : here[^1];
            var there = await rows.ReadRangeAsync(target, where, last, end, ct);
            differed += await SettleAsync(rows, here, there, ct);
            last = end;
            await beat(here.Count);
        }
        while (last is not null);
        return differed;
    }

    private async Task<int> SettleAsync(TableRows rows, List<StoredRow> here, List<StoredRow> there, CancellationToken ct)
    {
        var known = there.ToDictionary(row => row.Name);
        StoredRow[] made = [.. here.Where(row => !known.TryGetValue(row.Name, out var twin) || !row.IsSameAs(twin))];
        var kept = here.Except(made).Select(row => row.Name).ToHashSet();
        StoredRow[] gone = [.. there.Where(row => !kept.Contains(row.Name))];
        if (made.Length == 0 && gone.Length == 0)
            return 0;
        await target.Database.WriteAsync(
            async context =>
            {
                await fence.HoldAsync(context, target.Database.Sql, BucketState.Arriving, ct);
                await rows.ReplaceAsync(context, gone, made, ct);
            },
            ct);
        return Math.Max(made.Length, gone.Length);
    }
}
