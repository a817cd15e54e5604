using Collab.Domain.Files;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Sharding;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Files;

/// <summary>Asks each shard that answers; those of a shard that is away wait for it.</summary>
internal sealed class LooseFiles(ShardRouter router, BucketGate gate) : ILooseFiles
{
    public async Task<IReadOnlyList<(StreamId Place, FileId File)>> DropOlderAsync(DateTimeOffset than, int limit, CancellationToken ct)
    {
        var dropped = new List<(StreamId, FileId)>();
        foreach (var shard in router.All.Where(s => !s.Database.Reach.IsAway))
        {
            if (dropped.Count < limit)
                dropped.AddRange(await DropAsync(shard, than, limit - dropped.Count, ct));
        }

        return dropped;
    }

    private async Task<List<(StreamId, FileId)>> DropAsync(Shard shard, DateTimeOffset than, int limit, CancellationToken ct)
    {
        var buckets = router.BucketsOn([shard]).ToArray();
        var old = await shard.Database.ReadAsync(
            async context =>
            {
                var gone = await context.Files.Where(f => buckets.Contains(f.Bucket) && f.State == FileState.Dropped).OrderBy(f => f.UploadedAt).Take(limit).ToListAsync(ct);
                foreach (var state in new[] { FileState.Arriving, FileState.Loose })
                    gone.AddRange(await context.Files.Where(f => buckets.Contains(f.Bucket) && f.State == state && f.UploadedAt < than).OrderBy(f => f.UploadedAt).Take(limit).ToListAsync(ct));
                return gone.Take(limit).ToList();
            },
            ct);
        var dropped = new List<(StreamId, FileId)>();
        foreach (var ofBucket in old.GroupBy(f => f.Bucket))
        {
            // A bucket that is on its way to another shard stays as it is until the next round.
            if ((await DropAsync(ofBucket.Key, [.. ofBucket.Select(f => (f.StreamId, f.FileId))], ct)).TryGet(out var done, out _))
                dropped.AddRange(done);
        }

        return dropped;
    }

    private Task<Result<IReadOnlyList<(StreamId, FileId)>>> DropAsync(Bucket bucket, IReadOnlyList<(StreamId Place, FileId File)> files, CancellationToken ct) =>
        gate.WriteAsync<IReadOnlyList<(StreamId, FileId)>>(
            bucket,
            async context =>
            {
                var dropped = new List<(StreamId, FileId)>();
                foreach (var (place, file) in files)
                {
                    // It may have been sent since it was read.
                    var count = await context.Files.Where(f => f.Bucket == bucket && f.StreamId == place && f.FileId == file && f.State != FileState.Attached && f.State != FileState.Held)
                        .ExecuteUpdateAsync(set => set.SetProperty(f => f.State, FileState.Dropped), ct);
                    if (count > 0)
                        dropped.Add((place, file));
                }

                return dropped;
            },
            ct);
}
