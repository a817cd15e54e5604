using System.Collections.Concurrent;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared.Storage;
using Collab.Domain.Streams;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Realtime;

/// <summary>
/// The log, read from the outbox. Those who come back at the same time have mostly missed the same: they share what is
/// read, as <see cref="SharedReads{TKey,TRow}"/> does, and of one stream also when one has missed a little more than the other.
/// </summary>
internal sealed class EventLog(ShardRouter router) : IEventLog
{
    private readonly ConcurrentDictionary<int, SharedReads<Missed, EventSlice>> _reads = new();

    public async Task<EventSlice> ReadAsync(Seat seat, long version, int limit, CancellationToken ct) =>
        await _reads.GetOrAdd(router.For(seat.Stream.Id).Id, NewReads).FindAsync(new Missed(seat.Stream.Id, version, limit), ct)
        ?? throw new InvalidOperationException($"What was missed of {seat.Stream.Id} was not read.");

    private SharedReads<Missed, EventSlice> NewReads(int shard)
    {
        var database = router.All.Single(s => s.Id == shard).Database;
        return new(missed => database.ReadAsync(context => ReadAsync(context, missed), CancellationToken.None));
    }

    private static async Task<IReadOnlyDictionary<Missed, EventSlice>> ReadAsync(ShardContext context, IReadOnlyCollection<Missed> missed)
    {
        var slices = new Dictionary<Missed, EventSlice>(missed.Count);
        foreach (var ofStream in missed.GroupBy(m => (m.Stream, m.Limit)))
        {
            // Who has missed the most first: she has what the others have missed, unless it was too much for one slice.
            EventSlice? all = null;
            foreach (var one in ofStream.OrderBy(m => m.Version))
            {
                if (all is not null && Tail(all, one) is { } tail)
                    slices[one] = tail;
                else
                    slices[one] = all = await ReadAsync(context, one);
            }
        }

        return slices;
    }

    // Null when it cannot be told from that slice.
    private static EventSlice? Tail(EventSlice all, Missed missed) =>
        all.Events.Count < missed.Limit && all.Events is [.., var newest] && missed.Version < newest.Version
            ? SliceOf([.. all.Events.SkipWhile(e => e.Version <= missed.Version)], missed.Version)
            : null;

    private static async Task<EventSlice> ReadAsync(ShardContext context, Missed missed)
    {
        var (id, version, limit) = missed;
        var rows = await RowsAsync(context, id, version, limit);
        if (rows.Count == 0)
        {
            var current = await context.Streams.Where(s => s.Bucket == id.Bucket && s.StreamId == id).Select(s => s.Version).SingleOrDefaultAsync();
            // A version beyond the head's is one of another history: whoever has it loads afresh.
            if (current <= version)
                return new EventSlice([], version == current);
            // Somebody has written between the two looks, or the events are no longer kept: the next look tells which.
            rows = await RowsAsync(context, id, version, limit);
            if (rows.Count == 0)
                return new EventSlice([], false);
        }

        var events = await EventHydration.ReadAsync(context, rows, CancellationToken.None);
        return new EventSlice(events, rows[0].Version == version + 1);
    }

    private static EventSlice SliceOf(IReadOnlyList<DomainEvent> events, long version) => new(events, events[0].Version == version + 1);

    private static Task<List<OutboxRow>> RowsAsync(ShardContext context, StreamId id, long version, int limit) =>
        context.Outbox
            .Where(o => o.Bucket == id.Bucket && o.StreamId == id && o.Version > version)
            .OrderBy(o => o.Version).Take(limit).ToListAsync();

    private readonly record struct Missed(StreamId Stream, long Version, int Limit);
}
