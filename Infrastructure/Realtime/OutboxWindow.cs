using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Realtime;

/// <summary>
/// The recent past of a shard's outbox, each event once. Ids come from several clocks and transactions commit late, so it
/// reads a window again each time and knows what it has seen.
/// </summary>
/// <param name="shard">Whose outbox.</param>
/// <param name="time">The clock.</param>
/// <param name="before">How much of what was before is looked at too.</param>
internal sealed class OutboxWindow(Shard shard, TimeProvider time, TimeSpan before)
{
    /// <summary>The most events that are looked at in one go.</summary>
    public const int RowsPerLook = 500;

    private const int PageSize = 5000;
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly HashSet<EventId> _seen = [];
    private DateTimeOffset _readUpTo = time.GetUtcNow() - before;

    /// <summary>How long ago it was last read to its end.</summary>
    public TimeSpan Behind
    {
        get
        {
            lock (_lock)
                return time.GetUtcNow() - _readUpTo;
        }
    }

    private EventId Start => SnowflakeIdSource.LowestAt<EventId>(_readUpTo - Overlap);

    /// <summary>An event came by another way: it is not looked at.</summary>
    public void Seen(EventId id)
    {
        lock (_lock)
            _seen.Add(id);
    }

    /// <summary>Looks at what was not seen yet, at most so many events: as many as that mean that there may be more. What fails comes again.</summary>
    /// <param name="atMost">How many events.</param>
    /// <param name="look">Reads what is wanted of some, at most <see cref="RowsPerLook"/>.</param>
    /// <param name="ct">Stops reading.</param>
    public async Task<IReadOnlyList<T>> ReadAsync<T>(int atMost, Func<ShardContext, EventId[], Task<IReadOnlyList<T>>> look, CancellationToken ct)
    {
        var started = time.GetUtcNow();
        var unseen = new List<EventId>();
        var found = new List<T>();
        await shard.Database.ReadAsync(
            async context =>
            {
                await FindAsync(context, unseen, atMost, ct);
                foreach (var ids in unseen.Chunk(RowsPerLook))
                    found.AddRange(await look(context, ids));
                return found.Count;
            },
            ct);
        Remember(unseen, started, isWhole: unseen.Count < atMost);
        return found;
    }

    private async Task FindAsync(ShardContext context, List<EventId> unseen, int atMost, CancellationToken ct)
    {
        var after = Start;
        while (unseen.Count < atMost)
        {
            var page = await context.Outbox.Where(o => o.EventId > after).OrderBy(o => o.EventId).Select(o => o.EventId).Take(PageSize).ToListAsync(ct);
            lock (_lock)
                unseen.AddRange(page.Where(id => !_seen.Contains(id)).Take(atMost - unseen.Count));
            if (page.Count < PageSize)
                break;
            after = page[^1];
        }
    }

    // What lies before the window is never read again, so it need not be known any more.
    private void Remember(List<EventId> looked, DateTimeOffset started, bool isWhole)
    {
        lock (_lock)
        {
            _seen.UnionWith(looked);
            if (!isWhole)
                return;
            _readUpTo = started;
            var start = Start;
            _seen.RemoveWhere(id => id < start);
        }
    }
}
