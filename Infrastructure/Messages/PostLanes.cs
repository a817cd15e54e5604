using System.Collections.Concurrent;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.TownHalls;
using Collab.Infrastructure.Sharding;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Messages;

/// <summary>
/// One lane per shard: what came in during the last commit goes into the next transaction together. On a distributed
/// engine a transaction over several buckets would be one over several machines, so there each bucket has a lane.
/// </summary>
internal sealed class PostLanes(BucketGate gate, IEventBus bus, IIdSource ids, TownHallRules halls, IFollowerPace pace, TimeProvider time, ILogger<PostLanes> log) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(int Shard, short? Bucket), Lazy<PostLane>> _lanes = new();

    // A post whose bucket has left its lane's shard comes back from there, and goes into the lane of the other one.
    public Task<Result<MessageView>> PostAsync(Seat seat, NewMessage message, CancellationToken ct) =>
        gate.RunAsync(seat.Stream.Id.Bucket, shard => LaneOf(shard, seat.Stream.Id.Bucket).PostAsync(new PendingPost(seat, message, halls.IsHost(seat)), ct), ct);

    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes.Values.Where(l => l.IsValueCreated))
            await lane.Value.DisposeAsync();
    }

    private PostLane LaneOf(Shard shard, Bucket bucket) =>
        _lanes.GetOrAdd((shard.Id, shard.Database.Address.IsDistributed ? bucket.Value : null), _ => new Lazy<PostLane>(() => new PostLane(shard, bus, pace, ids, time, log))).Value;
}
