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
    private readonly Dictionary<EventId, DateTimeOffset> _seen = [];
    private DateTimeOffset _readUpTo = time.GetUtcNow();

    /// <summary>The bus brought an event of this shard.</summary>
    public void Seen(DomainEvent happened)
    {
        lock (_lock)
            _seen[happened.Id] = time.GetUtcNow();
    }

    /// <summary>Events that were committed and not seen, each once. More than a few hundred at once are left for the next call.</summary>
    public async Task<IReadOnlyList<DomainEvent>> ReadMissedAsync(CancellationToken ct)
    {
        var started = time.GetUtcNow();
        var events = await shard.Database.ReadAsync<IReadOnlyList<DomainEvent>>(
            async context =>
            {
                var missed = await FindMissedAsync(context, ct);
                if (missed.Count == 0)
                    return [];
                var rows = await context.Outbox.Where(o => missed.Contains(o.EventId)).OrderBy(o => o.EventId).ToListAsync(ct);
                return await EventHydration.ReadAsync(context, rows, ct);
            },
            ct);
        Remember(events, started);
        return events;
    }

    private async Task<List<EventId>> FindMissedAsync(ShardContext context, CancellationToken ct)
    {
        var missed = new List<EventId>();
        var after = SnowflakeIdSource.LowestAt<EventId>(_readUpTo - Overlap);
        while (missed.Count < MaxMissed)
        {
            var page = await context.Outbox.Where(o => o.EventId > after).OrderBy(o => o.EventId).Select(o => o.EventId).Take(PageSize).ToListAsync(ct);
            lock (_lock)
                missed.AddRange(page.Where(id => !_seen.ContainsKey(id)).Take(MaxMissed - missed.Count));
            if (page.Count < PageSize)
                break;
            after = page[^1];
        }

        return missed;
    }

    private void Remember(IReadOnlyList<DomainEvent> events, DateTimeOffset started)
    {
        lock (_lock)
        {
            foreach (var happened in events)
                _seen[happened.Id] = started;
            foreach (var old in _seen.Where(s => s.Value < started - (3 * Overlap)).Select(s => s.Key).ToArray())
                _seen.Remove(old);
            if (events.Count < MaxMissed)
                _readUpTo = started;
        }
    }
}
