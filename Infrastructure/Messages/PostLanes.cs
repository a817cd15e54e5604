using System.Collections.Concurrent;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Sharding;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Messages;

/// <summary>One lane per shard: what came in during the last commit goes into the next transaction together.</summary>
internal sealed class PostLanes(ShardRouter router, IEventBus bus, IIdSource ids, TimeProvider time, ILogger<PostLanes> log) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<int, Lazy<PostLane>> _lanes = new();

    public Task<Result<MessageView>> PostAsync(Seat seat, NewMessage message, CancellationToken ct)
    {
        var shard = router.For(seat.Stream.Id);
        var lane = _lanes.GetOrAdd(shard.Id, _ => new Lazy<PostLane>(() => new PostLane(shard, bus, ids, time, log))).Value;
        return lane.PostAsync(new PendingPost(seat, message), ct);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes.Values.Where(l => l.IsValueCreated))
            await lane.Value.DisposeAsync();
    }
}
