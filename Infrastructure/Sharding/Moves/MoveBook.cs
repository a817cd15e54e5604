using Collab.Domain.Audit;
using Collab.Domain.Shards;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Sharding.Moves;

/// <summary>
/// The moves, in the directory. A process works on a move while it holds its lease; each that takes it over gets a higher
/// epoch, which the shards know too.
/// </summary>
internal sealed class MoveBook(Database<DirectoryContext> directory)
{
    /// <summary>For how long a process that does not say anything keeps a move.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(6);

    private const int Over = (int)MoveStep.Done;

    private readonly string _holder = NodeHolder.New().ToString();

    private SqlDialect Sql => directory.Sql;

    public Task<Result<BucketMoveRow>> PlanAsync(Bucket bucket, int target, AuditEntry? audit, CancellationToken ct) =>
        directory.WriteAsync<BucketMoveRow>(
            async context =>
            {
                var row = await FindLockedAsync(context, bucket, ct);
                if (row is { Step: < MoveStep.Done })
                    return new Error.Conflict("move.running", $"Bucket {bucket.Value} is being moved already.");
                var source = await context.BucketMap.Where(m => m.Bucket == bucket).Select(m => m.ShardId).SingleAsync(ct);
                if (source == target)
                    return new Error.Conflict("move.to_itself", $"Bucket {bucket.Value} is on that shard already.");
                if (row is null)
                    context.Add(row = new BucketMoveRow { Bucket = bucket });
                (row.SourceId, row.TargetId, row.Step, row.MapVersion, row.IsUnwanted) = (source, target, MoveStep.Planned, 0, false);
                (row.Holder, row.HeldUntil, row.Copied, row.Total, row.FencedFor, row.Error) = ("", 0, 0, 0, 0, null);
                row.StartedAt = row.ChangedAt = await NowAsync(context, ct);
                Add(context, audit);
                return row;
            },
            ct);

    /// <summary>Takes an unfinished move that nobody holds; those that keep writers waiting come first. Null when there is none.</summary>
    public async Task<BucketMoveRow?> ClaimAsync(Bucket? bucket, CancellationToken ct)
    {
        var open = $"FROM bucket_move WHERE step < {Over} AND held_until <= {Sql.Now}" + (bucket is { } only ? $" AND bucket = {only.Value}" : "");
        // Looked at without a lock first: nearly always there is nothing.
        if (!await directory.ReadAsync(context => context.BucketMoves.FromSqlRaw("SELECT * " + open).AnyAsync(ct), ct))
            return null;
        var claimed = await directory.WriteAsync<BucketMoveRow>(
            async context =>
            {
                var urgent = $"CASE WHEN step IN ({(int)MoveStep.Fenced}, {(int)MoveStep.Verified}) THEN 0 ELSE 1 END";
                var rows = await context.BucketMoves.FromSqlRaw("SELECT * " + open + " ORDER BY " + urgent + ", started_at, bucket LIMIT 1" + Sql.ForUpdate).AsTracking().ToListAsync(ct);
                if (rows is not [var row])
                    return new Error.NotFound();
                row.Epoch++;
                (row.Holder, row.HeldUntil) = (_holder, await NowAsync(context, ct) + (long)Lease.TotalMicroseconds);
                return row;
            },
            ct);
        return claimed.IsOk ? claimed.Value : null;
    }

    /// <summary>Holds on to the move and tells how far it is; the answer says whether it is still wanted.</summary>
    public async Task<bool> RenewAsync(BucketMoveRow move, CancellationToken ct) =>
        (await ChangeAsync(move, row => (row.Copied, row.Total) = (move.Copied, move.Total), ct)).IsUnwanted;

    /// <summary>Goes on to another step.</summary>
    public async Task StepAsync(BucketMoveRow move, MoveStep step, CancellationToken ct)
    {
        await ChangeAsync(move, row => (row.Step, row.Copied, row.Total, row.FencedFor, row.Error) = (step, move.Copied, move.Total, move.FencedFor, null), ct);
        move.Step = step;
    }

    /// <summary>Lets the move go, with what went wrong; null when nothing did.</summary>
    public Task ReleaseAsync(BucketMoveRow move, string? error, CancellationToken ct) =>
        ChangeAsync(move, row => (row.Holder, row.HeldUntil, row.Error) = ("", 0, error is { Length: > 500 } ? error[..500] : error), ct);

    /// <summary>Lets the move go for a while; nobody takes it up before that is over.</summary>
    public Task RestAsync(BucketMoveRow move, TimeSpan rest, CancellationToken ct) =>
        ChangeAsync(move, row => (row.Holder, row.HeldUntil) = ("", row.ChangedAt + (long)rest.TotalMicroseconds), ct);

    /// <summary>Map, version and step change in one transaction; false when the move has become unwanted before.</summary>
    public async Task<bool> SwitchAsync(BucketMoveRow move, CancellationToken ct)
    {
        var switched = await directory.WriteAsync<long>(
            async context =>
            {
                var row = await FindMineAsync(context, move, ct);
                if (row.IsUnwanted)
                    return 0;
                await context.Database.ExecuteSqlRawAsync("UPDATE installation SET map_version = map_version + 1 WHERE only_one = 1", ct);
                await context.BucketMap.Where(m => m.Bucket == move.Bucket).ExecuteUpdateAsync(m => m.SetProperty(r => r.ShardId, move.TargetId), ct);
                row.MapVersion = await context.Installations.Select(i => i.MapVersion).SingleAsync(ct);
                (row.Step, row.ChangedAt, row.FencedFor) = (MoveStep.Switched, await NowAsync(context, ct), move.FencedFor);
                return row.MapVersion;
            },
            ct);
        if (switched.Value == 0)
            return false;
        (move.Step, move.MapVersion) = (MoveStep.Switched, switched.Value);
        return true;
    }

    public Task<Result<BucketMoveRow>> AbortAsync(Bucket bucket, AuditEntry? audit, CancellationToken ct) =>
        directory.WriteAsync<BucketMoveRow>(
            async context =>
            {
                if (await FindLockedAsync(context, bucket, ct) is not { Step: < MoveStep.Done } row)
                    return new Error.Conflict("move.none", $"Bucket {bucket.Value} is not being moved.");
                if (row.Step >= MoveStep.Switched)
                    return new Error.Conflict("move.switched", $"Bucket {bucket.Value} is on its new shard already. When this move is over, move it back.");
                row.IsUnwanted = true;
                Add(context, audit);
                return row;
            },
            ct);

    /// <summary>Each bucket's last move, unfinished ones first; with the database's clock.</summary>
    public Task<(IReadOnlyList<BucketMoveRow> Moves, long Now)> ListAsync(CancellationToken ct) =>
        directory.ReadAsync<(IReadOnlyList<BucketMoveRow>, long)>(
            async context =>
            {
                var rows = await context.BucketMoves.OrderBy(m => m.Step >= MoveStep.Done).ThenByDescending(m => m.ChangedAt).ThenBy(m => m.Bucket).Take(Bucket.Count).ToListAsync(ct);
                return (rows, await NowAsync(context, ct));
            },
            ct);

    /// <summary>The running nodes, by their leases.</summary>
    public Task<IReadOnlyList<NodeLeaseRow>> NodesAsync(CancellationToken ct) =>
        directory.ReadAsync<IReadOnlyList<NodeLeaseRow>>(
            async context =>
            {
                var now = await NowAsync(context, ct);
                return await context.NodeLeases.Where(n => n.ExpiresAt > now).OrderBy(n => n.Node).Take(SnowflakeIdSource.Nodes).ToListAsync(ct);
            },
            ct);

    private async Task<BucketMoveRow> ChangeAsync(BucketMoveRow move, Action<BucketMoveRow> change, CancellationToken ct)
    {
        var changed = await directory.WriteAsync<BucketMoveRow>(
            async context =>
            {
                var row = await FindMineAsync(context, move, ct);
                row.ChangedAt = await NowAsync(context, ct);
                row.HeldUntil = row.ChangedAt + (long)Lease.TotalMicroseconds;
                change(row);
                return row;
            },
            ct);
        return changed.Value;
    }

    private static async Task<BucketMoveRow> FindMineAsync(DirectoryContext context, SqlDialect sql, BucketMoveRow move, CancellationToken ct) =>
        (await context.BucketMoves.FromSqlRaw(
            sql.Patience + "SELECT * FROM bucket_move WHERE bucket = {0} AND epoch = {1} AND holder = {2}" + sql.ForUpdate, move.Bucket.Value, move.Epoch, move.Holder)
            .AsTracking().ToListAsync(ct)).SingleOrDefault() ?? throw new MoveLostException($"The move of bucket {move.Bucket} is in other hands.");

    private Task<BucketMoveRow> FindMineAsync(DirectoryContext context, BucketMoveRow move, CancellationToken ct) => FindMineAsync(context, Sql, move, ct);

    private async Task<BucketMoveRow?> FindLockedAsync(DirectoryContext context, Bucket bucket, CancellationToken ct) =>
        (await context.BucketMoves.FromSqlRaw(Sql.Patience + "SELECT * FROM bucket_move WHERE bucket = {0}" + Sql.ForUpdate, bucket.Value).AsTracking().ToListAsync(ct))
        .SingleOrDefault();

    private static void Add(DirectoryContext context, AuditEntry? audit)
    {
        if (audit is not null)
            context.Add(AuditEntryRow.From(audit));
    }

    private async Task<long> NowAsync(DirectoryContext context, CancellationToken ct) =>
        (await context.Database.SqlQueryRaw<long>("SELECT " + Sql.Now + " AS Value").ToListAsync(ct))[0];
}
