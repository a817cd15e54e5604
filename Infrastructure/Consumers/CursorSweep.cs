using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Sharding;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Consumers;

/// <summary>
/// Compares every stream's version with the cursors, bucket by bucket: it finds what no look at the recent past can, like
/// a transaction that committed long after its event got its id.
/// </summary>
internal sealed class CursorSweep(Shard shard, ConsumerParts parts)
{
    private const int StreamsPerRead = 500;
    private const int BucketsPerStep = 32;

    private Queue<Bucket> _left = [];
    private DateTimeOffset _nextAt;
    private long _mapVersion;

    /// <summary>True while a round is going on.</summary>
    public bool IsGoing => _left.Count > 0;

    /// <summary>Begins a round over all buckets of the shard.</summary>
    public void Begin()
    {
        _left = new Queue<Bucket>(parts.Router.BucketsOf(shard));
        _mapVersion = parts.Router.MapVersion;
        _nextAt = parts.Time.GetUtcNow() + TimeSpan.FromSeconds(parts.Options.SweepSeconds);
    }

    /// <summary>Goes on with the round, or begins one when it is time to or when buckets have moved.</summary>
    public async Task StepAsync(IReadOnlyList<ConsumerRun> consumers, CancellationToken ct)
    {
        if (parts.Time.GetUtcNow() >= _nextAt || parts.Router.MapVersion != _mapVersion)
            Begin();
        for (var i = 0; i < BucketsPerStep && _left.TryPeek(out var bucket); i++)
        {
            await LookAsync(bucket, consumers, ct);
            _left.Dequeue();
        }
    }

    private async Task LookAsync(Bucket bucket, IReadOnlyList<ConsumerRun> consumers, CancellationToken ct)
    {
        string[] names = [.. consumers.Select(c => c.Name)];
        var after = new StreamId(0);
        for (var isMore = true; isMore;)
        {
            var heads = await shard.Database.ReadAsync(
                c => c.Streams.Where(s => s.Bucket == bucket && s.StreamId > after).OrderBy(s => s.StreamId)
                    .Select(s => new { s.StreamId, s.Version }).Take(StreamsPerRead).ToListAsync(ct),
                ct);
            isMore = heads.Count == StreamsPerRead;
            if (heads.Count == 0)
                continue;
            var (first, last) = (heads[0].StreamId, heads[^1].StreamId);
            var cursors = await shard.Database.ReadAsync(
                c => c.ConsumerCursors.Where(r => r.Bucket == bucket && names.Contains(r.Consumer) && r.StreamId >= first && r.StreamId <= last)
                    .ToDictionaryAsync(r => (r.Consumer, r.StreamId), r => r.Version, ct),
                ct);
            foreach (var consumer in consumers)
            {
                foreach (var head in heads.Where(h => h.Version > cursors.GetValueOrDefault((consumer.Name, h.StreamId))))
                    consumer.Backlog.Add(head.StreamId, null);
            }

            after = last;
        }
    }
}
