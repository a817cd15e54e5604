using Collab.Domain.Shared.Events;
using Collab.Infrastructure.Sharding;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Realtime;

/// <summary>
/// Finds for this node what the bus has not brought: the event of a node that died after its commit, or of a time without
/// Redis.
/// </summary>
internal sealed class OutboxRelay(Shard shard, TimeProvider time)
{
    private readonly OutboxWindow _window = new(shard, time, TimeSpan.Zero);

    /// <summary>How long ago the outbox was last read to its end.</summary>
    public TimeSpan Behind => _window.Behind;

    /// <summary>The bus brought an event of this shard.</summary>
    public void Seen(DomainEvent happened) => _window.Seen(happened.Id);

    /// <summary>Events that were committed and not seen, each once, at most a few hundred: call again until there are none.</summary>
    public Task<IReadOnlyList<DomainEvent>> ReadMissedAsync(CancellationToken ct) =>
        _window.ReadAsync(
            OutboxWindow.RowsPerLook,
            async (context, ids) =>
            {
                var rows = await context.Outbox.Where(o => ids.Contains(o.EventId)).OrderBy(o => o.EventId).ToListAsync(ct);
                return await EventHydration.ReadAsync(context.Database.GetDbConnection(), shard.Database.Sql, rows, time.GetUtcNow(), ct);
            },
            ct);
}
