using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Realtime;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Consumers;

/// <summary>Tells where something has happened on a shard. What commits so late that the window has passed, the sweep finds.</summary>
internal sealed class OutboxTail(Shard shard, TimeProvider time)
{
    // Whoever takes over from a dead node finds what has happened since.
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(60);

    private readonly OutboxWindow _window = new(shard, time, Before);

    /// <summary>What was not told yet; each event once.</summary>
    public Task<IReadOnlyList<Occurrence>> ReadAsync(CancellationToken ct) =>
        _window.ReadAsync<Occurrence>(
            int.MaxValue,
            async (context, ids) => await context.Outbox.Where(o => ids.Contains(o.EventId)).OrderBy(o => o.EventId)
                .Select(o => new Occurrence(o.EventId, o.StreamId, o.Kind, o.At)).ToListAsync(ct),
            ct);
}

/// <summary>Something that has happened, as far as the outbox tells at a glance.</summary>
internal sealed record Occurrence(EventId Event, StreamId Stream, OutboxKind Kind, DateTimeOffset At);
