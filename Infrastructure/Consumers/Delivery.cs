using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Realtime;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Streams;

namespace Collab.Infrastructure.Consumers;

/// <summary>Turns rows into events as they are now and hands them to a consumer.</summary>
internal sealed class Delivery(Shard shard, IEventConsumer consumer, TimeProvider time)
{
    /// <summary>True for a kind that the consumer wants; null for one that only a newer version knows.</summary>
    public bool? Wants(OutboxKind kind) => Enum.IsDefined(kind) ? consumer.Wants.Contains(EventFactory.TypeOf(kind)) : null;

    /// <summary>
    /// Hands over events of one stream; returns when they are handled. Throws <see cref="UnreadableEventException"/> for
    /// what cannot be made an event of, and whatever the consumer throws.
    /// </summary>
    public async Task HandOverAsync(StreamId stream, IReadOnlyList<OutboxRow> rows, bool isComplete, CancellationToken ct)
    {
        var (head, events) = await ReadAsync(stream, rows, ct);
        await consumer.HandleAsync(new StreamEvents(head, events, isComplete), ct);
    }

    private async Task<(StreamView Head, IReadOnlyList<DomainEvent> Events)> ReadAsync(StreamId stream, IReadOnlyList<OutboxRow> rows, CancellationToken ct)
    {
        try
        {
            var (head, events) = await shard.Database.ReadAsync(context => EventHydration.ReadStreamAsync(context, stream, rows, time.GetUtcNow(), ct), ct);
            if (head is null)
                throw new OutageException("The stream lies elsewhere now.");
            return events.Count == rows.Count ? (head, events) : throw new UnreadableEventException("Its message is not there any more.");
        }
        catch (Exception error) when (error is not (OperationCanceledException or UnreadableEventException) && !EventFaults.IsOutage(error))
        {
            throw new UnreadableEventException($"What is stored cannot be read: {EventFaults.Describe(error)}", error);
        }
    }
}
