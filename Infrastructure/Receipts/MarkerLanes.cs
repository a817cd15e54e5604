using System.Collections.Concurrent;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Streams;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Receipts;

/// <summary>
/// One lane of markers per shard. On a distributed engine a transaction over several buckets would be one over several
/// machines, so there each bucket has a lane.
/// </summary>
internal sealed class MarkerLanes(
    BucketGate gate, ShardRouter router, MarkerNews news, ExactPlaces exact, KeptTimes times, MarkerPace pace, TimeProvider time, ILogger<MarkerLanes> log) : IReadMarkerStore, IAsyncDisposable
{
    private readonly ConcurrentDictionary<(int Shard, short? Bucket), Lazy<MarkerLane>> _lanes = new();

    // A move whose bucket has left its lane's shard comes back from there, and goes into the lane of the other one.
    public Task<Result<ReadState>> MoveAsync(Seat seat, long seq, MarkerMove move, CancellationToken ct) =>
        gate.RunAsync(seat.Stream.Id.Bucket, shard => LaneOf(shard, seat.Stream.Id.Bucket).MoveAsync(seat, seq, move, ct), ct);

    public void Deliver(StreamId chat, UserId user, long seq) => LaneOf(router.For(chat), chat.Bucket).Deliver(chat, user, seq);

    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes.Values.Where(l => l.IsValueCreated))
            await lane.Value.DisposeAsync();
    }

    private MarkerLane LaneOf(Shard shard, Bucket bucket) =>
        _lanes.GetOrAdd((shard.Id, shard.Database.Address.IsDistributed ? bucket.Value : null), _ => new Lazy<MarkerLane>(() => new MarkerLane(shard, news, exact, times, pace, time, log))).Value;
}
