using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;

namespace Collab.Infrastructure.Streams;

/// <summary>Runs a transaction in the bucket of a stream and publishes its events once it is committed.</summary>
internal sealed class StreamWrites(BucketGate gate, ShardRouter router, IEventBus bus, IIdSource ids, TimeProvider time)
{
    public async Task<Result<T>> RunAsync<T>(StreamId stream, Func<StreamTransaction, Task<Result<T>>> work, CancellationToken ct)
    {
        IReadOnlyList<DomainEvent> events = [];
        Result<T> result;
        try
        {
            result = await gate.WriteAsync(
                stream.Bucket,
                async context =>
                {
                    var transaction = new StreamTransaction(context, router.Sql, ids, time);
                    var outcome = await work(transaction);
                    events = transaction.Events;
                    return outcome;
                },
                ct);
        }
        catch (Exception error) when (NoRoom.Is(error))
        {
            return NoRoom.Refusal;
        }

        // The commit is done: whoever gives up now must not keep the others from hearing of it.
        if (result.IsOk && events.Count > 0)
            await bus.PublishAsync(events, CancellationToken.None);
        return result;
    }
}
