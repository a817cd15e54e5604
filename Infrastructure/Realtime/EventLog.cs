using System.Collections.Concurrent;
using System.Data.Common;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared.Storage;
using Collab.Domain.Streams;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;

namespace Collab.Infrastructure.Realtime;

/// <summary>
/// The log, read from the outbox. Those who come back at the same time have mostly missed the same: they share what is
/// read, as <see cref="SharedReads{TKey,TRow}"/> does, and of one stream also when one has missed a little more than the other.
/// </summary>
internal sealed class EventLog(ShardRouter router, TimeProvider time) : IEventLog
{
    private readonly ConcurrentDictionary<int, SharedReads<Missed, EventSlice>> _reads = new();

    public async Task<EventSlice> ReadAsync(Seat seat, long version, int limit, CancellationToken ct) =>
        await _reads.GetOrAdd(router.For(seat.Stream.Id).Id, NewReads).FindAsync(new Missed(seat.Stream.Id, version, limit), ct)
        ?? throw new InvalidOperationException($"What was missed of {seat.Stream.Id} was not read.");

    private SharedReads<Missed, EventSlice> NewReads(int shard)
    {
        var database = router.All.Single(s => s.Id == shard).Database;
        return new(missed => database.CommandAsync((connection, _, lost) => ReadAsync(connection, database.Sql, missed, lost)));
    }

    // Who has missed the most of a stream first: she has what the others have missed, unless it was too much for one slice. Those
    // for whom it was are in the next round.
    private async Task<IReadOnlyDictionary<Missed, EventSlice>> ReadAsync(DbConnection connection, SqlDialect sql, IReadOnlyCollection<Missed> missed, CancellationToken ct)
    {
        var slices = new Dictionary<Missed, EventSlice>(missed.Count);
        var unsure = new HashSet<Missed>();
        for (var left = missed; left.Count > 0; left = [.. missed.Where(m => !slices.ContainsKey(m))])
        {
            Missed[] furthest = [.. left.GroupBy(m => m.Stream).Select(g => new Missed(g.Key, g.Min(m => m.Version), g.Max(m => m.Limit)))];
            var rows = (await EventRows.OutboxAsync(connection, furthest.Select(f => (f.Stream, f.Version, f.Last)), ct)).ToLookup(r => r.StreamId);
            var events = (await EventHydration.ReadAsync(connection, sql, [.. rows.SelectMany(r => r)], time.GetUtcNow(), ct)).ToLookup(e => e.Stream);
            var heads = (await EventRows.HeadsAsync(connection, sql, furthest.Select(f => f.Stream).Where(id => !rows.Contains(id)), ct)).ToDictionary(h => h.StreamId, h => h.Version);
            var ofStreams = furthest.ToDictionary(f => f.Stream);
            foreach (var one in left)
            {
                var ofStream = ofStreams[one.Stream];
                if (rows.Contains(one.Stream))
                {
                    if (Slice([.. events[one.Stream]], ofStream, one) is { } slice)
                        slices[one] = slice;
                    continue;
                }

                // A version beyond the head's is one of another history: whoever has it loads afresh. One before it was written
                // between the two looks, or its events are no longer kept: the next look tells which.
                var head = heads.GetValueOrDefault(one.Stream);
                if (head <= one.Version || !unsure.Add(one))
                    slices[one] = new EventSlice([], head == one.Version);
            }
        }

        return slices;
    }

    // Null when it cannot be told from what was read, which is from the furthest on.
    private static EventSlice? Slice(IReadOnlyList<DomainEvent> all, Missed furthest, Missed one)
    {
        DomainEvent[] events = [.. all.Where(e => e.Version > one.Version).Take(one.Limit)];
        var isAll = all is [.., var last] && last.Version < furthest.Last;
        // The stream itself is gone.
        if (all.Count == 0)
            return new EventSlice([], false);
        return events.Length > 0 && (isAll || events.Length == one.Limit || furthest == one) ? new EventSlice(events, events[0].Version == one.Version + 1)
            : isAll && one.Version >= all[^1].Version ? new EventSlice([], one.Version == all[^1].Version)
            : null;
    }

    private readonly record struct Missed(StreamId Stream, long Version, int Limit)
    {
        // Versions are dense: in a run so long there are no more than are wanted.
        public long Last => Version > long.MaxValue - Limit ? long.MaxValue : Version + Limit;
    }
}
