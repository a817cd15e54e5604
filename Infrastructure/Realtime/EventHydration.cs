using Collab.Domain.Messages;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Streams;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Realtime;

/// <summary>
/// Turns outbox rows into events. The outbox holds no text: messages are read as they are now, so whatever was edited
/// or recalled in between comes in its newest state and leaves no old copy behind.
/// </summary>
internal static class EventHydration
{
    public static async Task<IReadOnlyList<DomainEvent>> ReadAsync(ShardContext context, IReadOnlyList<OutboxRow> rows, CancellationToken ct)
    {
        var events = new List<DomainEvent>(rows.Count);
        foreach (var ofStream in rows.GroupBy(r => r.StreamId))
            events.AddRange(await ReadStreamAsync(context, ofStream.Key, [.. ofStream], ct));
        return events;
    }

    private static async Task<IEnumerable<DomainEvent>> ReadStreamAsync(ShardContext context, StreamId id, OutboxRow[] rows, CancellationToken ct)
    {
        var messages = await ReadMessagesAsync(context, id, rows, ct);
        // The head is read last: it can only be newer than the messages, never older.
        var row = await context.Streams.SingleOrDefaultAsync(s => s.Bucket == id.Bucket && s.StreamId == id, ct);
        if (row is null)
            return [];
        var head = row.ToView();
        return rows
            .Where(r => !EventFactory.IsOfMessage(r.Kind) || messages.ContainsKey(r.Seq))
            .OrderBy(r => r.Version)
            .Select(r => ToEvent(r, head with { Version = r.Version }, messages));
    }

    private static DomainEvent ToEvent(OutboxRow row, StreamView head, Dictionary<long, MessageView> messages) =>
        EventFactory.IsOfMessage(row.Kind) ? EventFactory.OfMessage(row, head, messages[row.Seq]) : EventFactory.OfStream(row, head);

    private static async Task<Dictionary<long, MessageView>> ReadMessagesAsync(ShardContext context, StreamId id, OutboxRow[] rows, CancellationToken ct)
    {
        long[] wanted = [.. rows.Where(r => EventFactory.IsOfMessage(r.Kind)).Select(r => r.Seq).Distinct()];
        if (wanted.Length == 0)
            return [];
        var found = await context.Messages.Where(m => m.Bucket == id.Bucket && m.StreamId == id && wanted.Contains(m.Seq)).ToListAsync(ct);
        return found.ToDictionary(m => m.Seq, m => m.ToView());
    }
}
