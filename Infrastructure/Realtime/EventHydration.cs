using System.Data.Common;
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
/// or recalled in between, or whose time has come, comes in its newest state and leaves no old copy behind.
/// </summary>
internal static class EventHydration
{
    /// <summary>
    /// For those who follow: every row becomes an event, so versions stay dense. One that cannot be read, because its
    /// message is gone, what is stored is broken or a newer version wrote it, comes as a change of the stream: it holds up
    /// nobody, and a page that loads afresh is right.
    /// </summary>
    public static async Task<IReadOnlyList<DomainEvent>> ReadAsync(DbConnection connection, SqlDialect sql, IReadOnlyList<OutboxRow> rows, DateTimeOffset now, CancellationToken ct)
    {
        if (rows.Count == 0)
            return [];
        var wanted = rows.Where(r => EventFactory.IsOfMessage(r.Kind)).GroupBy(r => r.StreamId, r => r.Seq).Select(of => (of.Key, of.Distinct()));
        var messages = (await EventRows.MessagesAsync(connection, wanted, ct)).ToLookup(m => m.StreamId);
        // The heads are read last: they can only be newer than the messages, never older.
        var heads = (await EventRows.HeadsAsync(connection, sql, rows.Select(r => r.StreamId).Distinct(), ct)).ToDictionary(h => h.StreamId, h => h.ToView());
        var events = new List<DomainEvent>(rows.Count);
        foreach (var ofStream in rows.GroupBy(r => r.StreamId))
        {
            var told = messages[ofStream.Key].ToDictionary(m => m.Seq, m => m.ToView(now));
            if (heads.TryGetValue(ofStream.Key, out var head))
                events.AddRange(ofStream.OrderBy(r => r.Version).Select(row => ToEventOrChange(row, head with { Version = row.Version }, told)));
        }

        return events;
    }

    /// <summary>
    /// For consumers: events of one stream in their order, with its head; those whose message is gone are left out. No
    /// head, no events. Throws for a row that cannot be read.
    /// </summary>
    public static async Task<(StreamView? Head, IReadOnlyList<DomainEvent> Events)> ReadStreamAsync(
        ShardContext context, StreamId id, IReadOnlyList<OutboxRow> rows, DateTimeOffset now, CancellationToken ct)
    {
        var (messages, head) = await ReadPartsAsync(context, id, rows, now, ct);
        if (head is null)
            return (null, []);
        var events = rows
            .Where(r => !EventFactory.IsOfMessage(r.Kind) || messages.ContainsKey(r.Seq))
            .OrderBy(r => r.Version)
            .Select(r => ToEvent(r, head with { Version = r.Version }, messages));
        return (head, [.. events]);
    }

    private static DomainEvent ToEvent(OutboxRow row, StreamView head, Dictionary<long, MessageView> messages) =>
        EventFactory.IsOfMessage(row.Kind) ? EventFactory.OfMessage(row, head, messages[row.Seq]) : EventFactory.OfStream(row, head);

    private static DomainEvent ToEventOrChange(OutboxRow row, StreamView head, Dictionary<long, MessageView> messages)
    {
        try
        {
            return ToEvent(row, head, messages);
        }
#pragma warning disable CA1031 // All is read already: whatever it is, it is the row's fault.
        catch (Exception)
#pragma warning restore CA1031
        {
            return new StreamChanged { Id = row.EventId, Head = head };
        }
    }

    private static async Task<(Dictionary<long, MessageView> Messages, StreamView? Head)> ReadPartsAsync(
        ShardContext context, StreamId id, IReadOnlyList<OutboxRow> rows, DateTimeOffset now, CancellationToken ct)
    {
        long[] wanted = [.. rows.Where(r => EventFactory.IsOfMessage(r.Kind)).Select(r => r.Seq).Distinct()];
        var messages = wanted.Length == 0
            ? []
            : await context.Messages.Where(m => m.Bucket == id.Bucket && m.StreamId == id && wanted.Contains(m.Seq)).ToListAsync(ct);
        // The head is read last: it can only be newer than the messages, never older.
        var head = await context.Streams.SingleOrDefaultAsync(s => s.Bucket == id.Bucket && s.StreamId == id, ct);
        return (messages.ToDictionary(m => m.Seq, m => m.ToView(now)), head?.ToView());
    }
}
