using Collab.Domain.Audit;
using Collab.Domain.Channels;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Sharding;

/// <summary>
/// Brings what the shards leave for the directory there, then strikes it off: audit entries and the heads of channels.
/// Whatever is interrupted comes again, and coming again changes nothing.
/// </summary>
internal sealed class HandoffCollector(
    ShardRouter router, Database<DirectoryContext> directory, IChannelDirectory channels, TimeProvider time, ILogger<HandoffCollector> log)
    : PeriodicWorker(TimeSpan.FromSeconds(2), time, log)
{
    private const int RowsPerStep = 200;

    /// <summary>Returns how many rows were brought over, from all shards.</summary>
    public override async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var moved = await Task.WhenAll(router.All.Select(shard => CollectSafelyAsync(shard, ct)));
        return moved.Sum();
    }

    private async Task<int> CollectSafelyAsync(Shard shard, CancellationToken ct)
    {
        try
        {
            return await CollectAsync(shard, ct);
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
            var done = new List<HandoffRow>(rows.Count);
            done.AddRange(await AppendAuditAsync([.. rows.Where(r => r.Kind == HandoffKind.AuditEntry)], ct));
            done.AddRange(await CopyHeadsAsync([.. rows.Where(r => r.Kind == HandoffKind.ChannelHead)], ct));
            await StrikeOffAsync(shard, done, ct);
            moved += done.Count;
        }
        while (last is not null);
        return moved;
    }

    // On from the last row, not from the start: a row that cannot be read is passed by and stays.
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

    private async Task<IReadOnlyList<HandoffRow>> AppendAuditAsync(IReadOnlyList<HandoffRow> rows, CancellationToken ct)
    {
        var entries = Readable<AuditEntry>(rows);
        if (entries.Count == 0)
            return [];
        await directory.WriteAsync(
            async context =>
            {
                AuditEntryId[] ids = [.. entries.Select(e => e.Value.Id)];
                var known = await context.AuditEntries.Where(a => ids.Contains(a.EntryId)).Select(a => a.EntryId).ToListAsync(ct);
                context.AddRange(entries.Select(e => e.Value).DistinctBy(e => e.Id).Where(e => !known.Contains(e.Id)).Select(AuditEntryRow.From));
            },
            ct);
        return [.. entries.Select(e => e.Row)];
    }

    private async Task<IReadOnlyList<HandoffRow>> CopyHeadsAsync(IReadOnlyList<HandoffRow> rows, CancellationToken ct)
    {
        var heads = Readable<StreamView>(rows);
        // Of several heads of one channel only the newest matters.
        foreach (var head in heads.Select(h => h.Value).GroupBy(h => h.Id).Select(g => g.MaxBy(h => h.Version)))
            await channels.CopyHeadAsync(head!, ct); // a group has at least one
        return [.. heads.Select(h => h.Row)];
    }

    private List<(HandoffRow Row, T Value)> Readable<T>(IReadOnlyList<HandoffRow> rows)
        where T : class
    {
        var readable = new List<(HandoffRow, T)>(rows.Count);
        foreach (var row in rows)
        {
            try
            {
                readable.Add((row, Json.Read<T>(row.Data) ?? throw new System.Text.Json.JsonException("Nothing is there.")));
            }
            catch (System.Text.Json.JsonException error)
            {
                Log.LogError(error, "Handoff {Handoff} of bucket {Bucket} cannot be read; it stays where it is.", row.HandoffId, row.Bucket);
            }
        }

        return readable;
    }

    private static async Task StrikeOffAsync(Shard shard, IReadOnlyList<HandoffRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return;
        await shard.Database.WriteAsync(
            async context =>
            {
                foreach (var bucket in rows.GroupBy(r => r.Bucket))
                {
                    long[] ids = [.. bucket.Select(r => r.HandoffId)];
                    await context.Handoffs.Where(h => h.Bucket == bucket.Key && ids.Contains(h.HandoffId)).ExecuteDeleteAsync(ct);
                }
            },
            ct);
    }
}
