using System.Data.Common;
using Collab.Domain.Audit;
using Collab.Domain.Shards;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Sharding.Moves;

internal sealed class ShardAdministration(ShardRouter router, ShardMapReader map, MoveBook book, ShardSizes sizes, ILogger<ShardAdministration> log) : IShardAdministration
{
    private const int Attempts = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task<IReadOnlyList<ShardView>> ListShardsAsync(CancellationToken ct)
    {
        await map.RefreshAsync().WaitAsync(ct);
        return await Task.WhenAll(router.All.Select(shard => sizes.ViewAsync(shard, router.Map.CountOf(shard.Id), ct)));
    }

    public async Task<IReadOnlyList<BucketView>> ListBucketsAsync(CancellationToken ct)
    {
        await map.RefreshAsync().WaitAsync(ct);
        var counts = await Task.WhenAll(router.All.Select(shard => sizes.CountAsync(shard, ct)));
        var here = router.All.Zip(counts).Where(s => s.Second is not null).ToDictionary(s => s.First.Id, s => s.Second!); // those without were left out
        return
        [
            .. from number in Enumerable.Range(0, Bucket.Count)
               let bucket = new Bucket((short)number)
               let shard = router.For(bucket)
               where here.ContainsKey(shard.Id)
               let rows = here[shard.Id].GetValueOrDefault(bucket)
               orderby rows descending, number
               select new BucketView(bucket, shard.Name, rows),
        ];
    }

    public async Task<IReadOnlyList<MoveView>> ListMovesAsync(CancellationToken ct)
    {
        var (moves, now) = await book.ListAsync(ct);
        return [.. moves.Select(move => ToView(move, now))];
    }

    public async Task<Result<MoveView>> PlanAsync(Bucket bucket, string target, AuditEntry? audit, CancellationToken ct)
    {
        if (bucket.Value is < 0 or >= Bucket.Count)
            return new Error.Invalid("bucket.unknown", $"Buckets are numbered 0 to {Bucket.Count - 1}.", "bucket");
        if (router.All.FirstOrDefault(s => s.Name == target) is not { } shard)
            return new Error.Invalid("shard.unknown", $"There is no shard “{target}”.", "target");
        if (await FindRefusalAsync(shard, ct) is { } refusal)
            return refusal;
        return (await book.PlanAsync(bucket, shard.Id, audit, ct)).TryGet(out var move, out var error) ? ToView(move, 0) : error;
    }

    public async Task<Result<MoveView>> AbortAsync(Bucket bucket, AuditEntry? audit, CancellationToken ct) =>
        (await book.AbortAsync(bucket, audit, ct)).TryGet(out var move, out var error) ? ToView(move, 0) : error;

    public async Task<MoveView?> WorkAsync(Bucket? bucket, TimeSpan grace, CancellationToken ct)
    {
        if (await book.ClaimAsync(bucket, ct) is not { } move)
            return null;
        try
        {
            await RunAsync(move, grace, ct);
        }
        catch (MoveLostException lost)
        {
            log.LogWarning("{Reason} This process leaves it alone.", lost.Message);
        }
        catch (StorageSettingsException unknown)
        {
            // Another process may know the shard.
            await book.ReleaseAsync(move, unknown.Message, ct);
        }

        return (await ListMovesAsync(ct)).Single(m => m.Bucket == move.Bucket);
    }

    // A database may be away for a while, and a closed bucket must be opened again as soon as it is back.
    private async Task RunAsync(BucketMoveRow move, TimeSpan grace, CancellationToken ct)
    {
        if (router.All.Count(s => s.Id == move.SourceId || s.Id == move.TargetId) < 2)
            await map.FindShardsAsync(ct);
        var mover = new BucketMover(book, router, move, grace, log);
        var isOurs = false;
        for (var failures = 0; mover.Step < MoveStep.Done && !mover.IsResting;)
        {
            try
            {
                if (!isOurs)
                    await mover.TakeOverAsync(ct);
                isOurs = true;
                await mover.AdvanceAsync(ct);
            }
            catch (Exception error) when (error is not (MoveLostException or OperationCanceledException) && ++failures < Attempts)
            {
                log.LogWarning("The move of bucket {Bucket} failed at “{Step}” and is tried again: {Error}", move.Bucket, move.Step, error.Message);
                await Task.Delay(Pause, ct);
            }
            catch (Exception error) when (error is not (MoveLostException or OperationCanceledException))
            {
                log.LogError(error, "The move of bucket {Bucket} stays at “{Step}” for now.", move.Bucket, move.Step);
                await book.ReleaseAsync(move, $"{error.GetType().Name}: {error.Message}", ct);
                return;
            }
        }
    }

    private async Task<Error?> FindRefusalAsync(Shard target, CancellationToken ct)
    {
        foreach (var node in await book.NodesAsync(ct))
        {
            if (node.MapVersion is null)
                return new Error.Conflict("move.old_node", $"Node {node.Node} ({node.Holder}) runs a version of Collab that cannot follow a bucket. Replace it first.");
            // A file that was added is found by every node; a server only by those whose settings name it.
            if (target.Database.Address.Dialect == Domain.Shared.Storage.DatabaseDialect.MySql && node.Shards?.Split(',').Contains(IdText(target.Id)) != true)
                return new Error.Conflict("move.unknown_to_node", $"Node {node.Node} ({node.Holder}) does not know the shard “{target.Name}”. Name it in its settings and start it again.");
        }

        try
        {
            await target.Database.ReadAsync(context => context.Streams.AnyAsync(s => s.Bucket == new Bucket(0), ct), ct);
            return null;
        }
        catch (Exception error) when (error is DbException or InvalidOperationException { InnerException: DbException })
        {
            return new Error.Unavailable("shard.away", $"The database of the shard “{target.Name}” does not answer.");
        }
    }

    private static string IdText(int id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private MoveView ToView(BucketMoveRow move, long now) => new(
        move.Bucket, NameOf(move.SourceId), NameOf(move.TargetId), move.Step, move.Copied, move.Total, TimeSpan.FromMicroseconds(move.FencedFor),
        move.HeldUntil > now, move.IsUnwanted, move.Error);

    private string NameOf(int shard) => router.All.FirstOrDefault(s => s.Id == shard)?.Name ?? $"shard number {IdText(shard)}";
}
