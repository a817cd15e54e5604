using Collab.Domain.Audit;
using Collab.Domain.Channels;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Consumers;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Sharding;

/// <summary>Writes handoffs into the directory: audit entries, and heads of channels that nodes of the version before still hand over.</summary>
internal sealed class HandoffDelivery(Database<DirectoryContext> directory, IChannelDirectory channels)
{
    private static readonly Dictionary<HandoffKind, string> Kinds = new() { [HandoffKind.AuditEntry] = "handoff.audit_entry", [HandoffKind.ChannelHead] = "handoff.channel_head" };

    /// <summary>Brings rows over. Those in neither list are of a kind that this version does not know. Throws when the directory is away.</summary>
    public async Task<(IReadOnlyList<HandoffRow> Done, IReadOnlyList<(HandoffRow Row, string Error)> Failed)> BringAsync(IReadOnlyList<HandoffRow> rows, CancellationToken ct)
    {
        List<HandoffRow> known = [.. rows.Where(r => Kinds.ContainsKey(r.Kind))];
        if (known.Count == 0)
            return ([], []);
        try
        {
            await WriteAsync(known, ct);
            return (known, []);
        }
        catch (Exception error) when (IsFault(error))
        {
            // One by one, to find whose fault it is.
            return await EachAsync(known, ct);
        }
    }

    /// <summary>The row of a handoff that cannot be brought over. Its data goes along: it lies nowhere else.</summary>
    public static ParkedEventRow Parked(HandoffRow row, string error, DateTimeOffset now) => new()
    {
        Bucket = row.Bucket,
        Consumer = HandoffCollector.Name,
        StreamId = EventPlaces.NoStreamIn(row.Bucket),
        Version = row.HandoffId,
        EventId = new EventId(row.HandoffId),
        Kind = Kinds[row.Kind],
        Attempts = 1,
        Error = error,
        Data = row.Data,
        ParkedAt = now,
    };

    /// <summary>The handoff that was parked.</summary>
    public static HandoffRow Row(ParkedEventRow parked) =>
        new() { Bucket = parked.Bucket, HandoffId = parked.Version, Kind = Kinds.Single(k => k.Value == parked.Kind).Key, Data = parked.Data ?? "" };

    private async Task<(IReadOnlyList<HandoffRow> Done, IReadOnlyList<(HandoffRow Row, string Error)> Failed)> EachAsync(List<HandoffRow> rows, CancellationToken ct)
    {
        var done = new List<HandoffRow>(rows.Count);
        var failed = new List<(HandoffRow, string)>();
        foreach (var row in rows)
        {
            try
            {
                await WriteAsync([row], ct);
                done.Add(row);
            }
            catch (Exception error) when (IsFault(error))
            {
                failed.Add((row, EventFaults.Describe(error)));
            }
        }

        return (done, failed);
    }

    private async Task WriteAsync(IReadOnlyList<HandoffRow> rows, CancellationToken ct)
    {
        await AppendAuditAsync([.. rows.Where(r => r.Kind == HandoffKind.AuditEntry).Select(Read<AuditEntry>)], ct);
        // Of several heads of one channel only the newest matters.
        foreach (var head in rows.Where(r => r.Kind == HandoffKind.ChannelHead).Select(Read<StreamView>).GroupBy(h => h.Id).Select(g => g.MaxBy(h => h.Version)))
            await channels.CopyHeadAsync(head!, ct); // a group has at least one
    }

    private async Task AppendAuditAsync(List<AuditEntry> entries, CancellationToken ct)
    {
        if (entries.Count == 0)
            return;
        await directory.WriteAsync(
            async context =>
            {
                AuditEntryId[] ids = [.. entries.Select(e => e.Id)];
                var known = await context.AuditEntries.Where(a => ids.Contains(a.EntryId)).Select(a => a.EntryId).ToListAsync(ct);
                context.AddRange(entries.DistinctBy(e => e.Id).Where(e => !known.Contains(e.Id)).Select(AuditEntryRow.From));
            },
            ct);
    }

    private static T Read<T>(HandoffRow row)
        where T : class
    {
        try
        {
            return Json.Read<T>(row.Data) ?? throw new UnreadableEventException("What was handed over is empty.");
        }
        catch (System.Text.Json.JsonException error)
        {
            throw new UnreadableEventException("What was handed over cannot be read.", error);
        }
    }

    private static bool IsFault(Exception error) => error is not OperationCanceledException && !EventFaults.IsOutage(error);
}
