using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Streams;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Realtime;

internal sealed class EventLog(ShardRouter router) : IEventLog
{
    public Task<EventSlice> ReadAsync(Seat seat, long version, int limit, CancellationToken ct) =>
        router.For(seat.Stream.Id).Database.ReadAsync(
            async context =>
            {
                var id = seat.Stream.Id;
                var rows = await ReadAsync(context, id, version, limit, ct);
                if (rows.Count == 0)
                {
                    var current = await context.Streams.Where(s => s.Bucket == id.Bucket && s.StreamId == id).Select(s => s.Version).SingleOrDefaultAsync(ct);
                    // A version beyond the head's is one of another history: whoever has it loads afresh.
                    if (current <= version)
                        return new EventSlice([], version == current);
                    // Somebody has written between the two looks, or the events are no longer kept: the next look tells which.
                    rows = await ReadAsync(context, id, version, limit, ct);
                    if (rows.Count == 0)
                        return new EventSlice([], false);
                }

                var events = await EventHydration.ReadAsync(context, rows, ct);
                return new EventSlice(events, rows[0].Version == version + 1);
            },
            ct);

    private static Task<List<OutboxRow>> ReadAsync(ShardContext context, StreamId id, long version, int limit, CancellationToken ct) =>
        context.Outbox
            .Where(o => o.Bucket == id.Bucket && o.StreamId == id && o.Version > version)
            .OrderBy(o => o.Version).Take(limit).ToListAsync(ct);
}
