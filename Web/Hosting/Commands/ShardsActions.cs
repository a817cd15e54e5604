using System.Globalization;
using Collab.Domain.Audit;
using Collab.Domain.Shards;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared.Storage;
using Collab.Infrastructure.Storage;
using Collab.Web.Hosting.Settings;
using Microsoft.Extensions.Options;

namespace Collab.Web.Hosting.Commands;

/// <summary>What <c>shards</c> does.</summary>
internal static class ShardsActions
{
    /// <summary>Says how the shards are; one that is away is told as away.</summary>
    public static async Task<int> ListAsync(IServiceProvider services, TextWriter output, CancellationToken ct)
    {
        await services.GetRequiredService<StorageOpening>().OpenAsync(ct);
        await output.WriteLineAsync($"{"shard",-16} {"answers",-8} {"schema",6} {"buckets",8} {"size MiB",10} {"posts/min",10}");
        foreach (var shard in await Administration(services).ListShardsAsync(ct))
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{shard.Name,-16} {(shard.IsReachable ? "yes" : "no"),-8} {shard.Schema,6} {shard.Buckets,8} {shard.Bytes / 1048576.0,10:0.0} {shard.PostsPerMinute,10:0.0}"));
        }

        return 0;
    }

    /// <summary>Lists the largest buckets.</summary>
    public static async Task<int> BucketsAsync(IServiceProvider services, string? shard, int limit, TextWriter output, CancellationToken ct)
    {
        await services.GetRequiredService<StorageOpening>().OpenAsync(ct);
        await output.WriteLineAsync($"{"bucket",-8} {"shard",-16} {"rows",12}");
        foreach (var bucket in (await Administration(services).ListBucketsAsync(ct)).Where(b => shard is null || b.Shard == shard).Take(Math.Clamp(limit, 1, Bucket.Count)))
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{bucket.Bucket.Value,-8} {bucket.Shard,-16} {bucket.Rows,12}"));
        return 0;
    }

    /// <summary>Makes a database ready and takes it in.</summary>
    public static async Task<int> AddAsync(IServiceProvider services, string name, TextWriter output, CancellationToken ct)
    {
        await StorageOpening.AddShardAsync(services.GetRequiredService<IOptions<StorageOptions>>().Value, services.GetRequiredService<DataFolder>(), name, ct);
        await services.GetRequiredService<StorageOpening>().PrepareAsync(ct);
        if (await OperatorAudit.EntryAsync(services, AuditActs.ShardAdded, $"shard:{name}", ct) is { } entry)
        {
            var log = services.GetRequiredService<IDirectoryDatabase>();
            await log.WriteAsync(
                async (connection, transaction) =>
                {
                    await log.AppendAuditAsync(connection, transaction, entry, ct);
                    return Done.Value;
                },
                ct);
        }

        var shard = (await Administration(services).ListShardsAsync(ct)).Single(s => s.Name == name);
        await output.WriteLineAsync($"{shard.Name} is shard number {shard.Id} and has {shard.Buckets} buckets. Move some there: ./dev shards rebalance --to {shard.Name}");
        return 0;
    }

    /// <summary>Says how far moves are.</summary>
    public static async Task<int> StatusAsync(IServiceProvider services, TextWriter output, CancellationToken ct)
    {
        await services.GetRequiredService<StorageOpening>().OpenAsync(ct);
        var moves = await Administration(services).ListMovesAsync(ct);
        if (moves.Count == 0)
            await output.WriteLineAsync("No bucket has ever been moved.");
        foreach (var move in moves)
            await output.WriteLineAsync(Describe(move));
        return 0;
    }

    /// <summary>Moves a bucket, with a progress bar.</summary>
    public static async Task<int> MoveAsync(IServiceProvider services, int bucket, string target, TimeSpan grace, TextWriter output, CancellationToken ct)
    {
        await services.GetRequiredService<StorageOpening>().PrepareAsync(ct);
        var moved = Parse(bucket);
        var entry = await OperatorAudit.EntriesAsync(services, [Planned(moved, target)], ct);
        var move = Demand(await Administration(services).PlanAsync(moved, target, entry[0], ct));
        return await MoveWatch.FollowAsync(Administration(services), [move.Bucket], grace, output, ct);
    }

    /// <summary>Evens the shards out.</summary>
    public static async Task<int> RebalanceAsync(IServiceProvider services, bool dryRun, IReadOnlyList<string> to, TimeSpan grace, TextWriter output, CancellationToken ct)
    {
        await services.GetRequiredService<StorageOpening>().PrepareAsync(ct);
        var administration = Administration(services);
        var shards = (await administration.ListShardsAsync(ct)).Select(s => s.Name).ToList();
        if (to.FirstOrDefault(name => !shards.Contains(name)) is { } unknown)
            throw new SettingsException($"There is no shard “{unknown}”.");
        var plan = RebalancePlan.Make(await administration.ListBucketsAsync(ct), shards, to);
        foreach (var part in plan.GroupBy(m => (m.Source, m.Target)))
            await output.WriteLineAsync($"{part.Count()} buckets from {part.Key.Source} to {part.Key.Target}");
        if (plan.Count == 0)
            await output.WriteLineAsync("The shards are even: nothing is to be moved.");
        if (dryRun || plan.Count == 0)
            return 0;
        var entries = await OperatorAudit.EntriesAsync(services, [.. plan.Select(m => Planned(m.Bucket, m.Target))], ct);
        foreach (var ((bucket, _, target), entry) in plan.Zip(entries))
            Demand(await administration.PlanAsync(bucket, target, entry, ct));
        return await MoveWatch.FollowAsync(administration, [.. plan.Select(m => m.Bucket)], grace, output, ct);
    }

    /// <summary>Goes on with whatever is unfinished.</summary>
    public static async Task<int> ResumeAsync(IServiceProvider services, TimeSpan grace, TextWriter output, CancellationToken ct)
    {
        await services.GetRequiredService<StorageOpening>().PrepareAsync(ct);
        var open = (await Administration(services).ListMovesAsync(ct)).Where(m => !m.IsOver).Select(m => m.Bucket).ToList();
        if (open.Count > 0)
            return await MoveWatch.FollowAsync(Administration(services), open, grace, output, ct);
        await output.WriteLineAsync("Nothing is being moved.");
        return 0;
    }

    /// <summary>Rolls a move back.</summary>
    public static async Task<int> AbortAsync(IServiceProvider services, int bucket, TextWriter output, CancellationToken ct)
    {
        await services.GetRequiredService<StorageOpening>().PrepareAsync(ct);
        var moved = Parse(bucket);
        var entry = await OperatorAudit.EntryAsync(services, AuditActs.BucketMoveAborted, Target(moved), ct);
        var move = Demand(await Administration(services).AbortAsync(moved, entry, ct));
        return await MoveWatch.FollowAsync(Administration(services), [move.Bucket], TimeSpan.Zero, output, ct);
    }

    /// <summary>A move in one line.</summary>
    public static string Describe(MoveView move)
    {
        var what = move.Step switch
        {
            MoveStep.Done => string.Create(CultureInfo.InvariantCulture, $"done; writers waited {move.FencedFor.TotalMilliseconds:0} ms"),
            MoveStep.Undone => "rolled back",
            MoveStep.Copying when !move.IsUnwanted => string.Create(CultureInfo.InvariantCulture, $"copying, {move.Copied} of about {move.Total} rows"),
            var step when move.IsUnwanted => $"to be rolled back, at {Name(step)}",
            var step => Name(step),
        };
        var held = move.IsOver ? "" : move.IsHeld ? "" : " (nobody is at work on it)";
        return string.Create(CultureInfo.InvariantCulture, $"bucket {move.Bucket.Value,-5} {move.Source} to {move.Target}: {what}{held}{(move.Error is { } error ? $"; last error: {error}" : "")}");
    }

    /// <summary>A step, for people.</summary>
    public static string Name(MoveStep step) => step switch
    {
        MoveStep.Planned => "planned",
        MoveStep.Copying => "copying",
        MoveStep.Fenced => "fenced",
        MoveStep.Verified => "verified",
        MoveStep.Switched => "switched, waiting for nodes",
        MoveStep.Cleaning => "cleaning up",
        MoveStep.Done => "done",
        MoveStep.Undone => "rolled back",
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "Unknown."),
    };

    private static IShardAdministration Administration(IServiceProvider services) => services.GetRequiredService<IShardAdministration>();

    private static OperatorAct Planned(Bucket bucket, string target) => new(AuditActs.BucketMovePlanned, Target(bucket), ("target", target));

    private static string Target(Bucket bucket) => string.Create(CultureInfo.InvariantCulture, $"bucket:{bucket.Value}");

    private static Bucket Parse(int bucket) =>
        bucket is >= 0 and < Bucket.Count ? new Bucket((short)bucket) : throw new SettingsException($"Buckets are numbered 0 to {Bucket.Count - 1}.");

    private static T Demand<T>(Result<T> result) => result.TryGet(out var value, out var error) ? value : throw new SettingsException(error.Message);
}
