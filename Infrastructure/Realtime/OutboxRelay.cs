using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Realtime;

/// <summary>
/// Reads the tail of a shard's outbox for this node and finds what the bus has not brought: the event of a node that
/// died after its commit, or of a time without Redis. Ids come from several clocks and transactions commit late, so it
/// reads a window of the recent past again each time and knows what it has seen.
/// </summary>
internal sealed class OutboxRelay(Shard shard, TimeProvider time)
{
    private const int PageSize = 5000;
    private const int MaxMissed = 500;
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly HashSet<EventId> _seen = [];
    private DateTimeOffset _readUpTo = time.GetUtcNow();

    /// <summary>How long ago the outbox was last read to its end.</summary>
    public TimeSpan Behind
    {
        get
        {
            lock (_lock)
                return time.GetUtcNow() - _readUpTo;
        }
    }

    /// <summary>The bus brought an event of this shard.</summary>
    public void Seen(DomainEvent happened)
    {
        lock (_lock)
            _seen.Add(happened.Id);
    }

    /// <summary>Events that were committed and not seen, each once, at most a few hundred: call again until there are none.</summary>
    public async Task<IReadOnlyList<DomainEvent>> ReadMissedAsync(CancellationToken ct)
    {
        var started = time.GetUtcNow();
        var missed = new List<EventId>();
        var events = await shard.Database.ReadAsync<IReadOnlyList<DomainEvent>>(
            async context =>
            {
                await FindMissedAsync(context, missed, ct);
                if (missed.Count == 0)
                    return [];
                var rows = await context.Outbox.Where(o => missed.Contains(o.EventId)).OrderBy(o => o.EventId).ToListAsync(ct);
                return await EventHydration.ReadAsync(context, rows, ct);
            },
            ct);
        Remember(missed, started);
        return events;
    }

    private EventId WindowStart => SnowflakeIdSource.LowestAt<EventId>(_readUpTo - Overlap);

    private async Task FindMissedAsync(ShardContext context, List<EventId> missed, CancellationToken ct)
    {
        var after = WindowStart;
        while (missed.Count < MaxMissed)
        {
            var page = await context.Outbox.Where(o => o.EventId > after).OrderBy(o => o.EventId).Select(o => o.EventId).Take(PageSize).ToListAsync(ct);
            lock (_lock)
                missed.AddRange(page.Where(id => !_seen.Contains(id)).Take(MaxMissed - missed.Count));
            if (page.Count < PageSize)
                break;
            after = page[^1];
        }
    }

    // What lies before the window is never read again, so it need not be known any more.
    private void Remember(List<EventId> missed, DateTimeOffset started)
    {
        lock (_lock)
        {
            _seen.UnionWith(missed);
            if (missed.Count == MaxMissed)
                return;
            _readUpTo = started;
            var start = WindowStart;
            _seen.RemoveWhere(id => id < start);
        }
    }
}
