using System.Data.Common;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Sharding;

/// <summary>
/// The one way to write to a bucket. Finds its shard, makes sure under lock that the bucket may be written there, and goes
/// after it when it has moved; while it is on its way the writer waits.
/// </summary>
internal sealed class BucketGate(ShardRouter router, ShardMapReader map, ILogger<BucketGate> log)
{
    /// <summary>The outcome of an attempt on a shard where the bucket is closed; told to people only when it stays so.</summary>
    public static readonly Error Closed = new Error.Unavailable(
        "bucket.moving", "This place is being moved to another server just now. What you wrote is kept; try again in a moment.");

    /// <summary>For how long a writer waits for a bucket that is on its way.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Writes in one transaction on the bucket's shard; an error result rolls it back.</summary>
    public Task<Result<T>> WriteAsync<T>(Bucket bucket, Func<ShardContext, Task<Result<T>>> work, CancellationToken ct) =>
        RunAsync(bucket, shard => WriteAsync(shard, bucket, work, ct), ct);

    public Task<Result<Done>> WriteAsync(Bucket bucket, Func<ShardContext, Task> work, CancellationToken ct) =>
        WriteAsync<Done>(
            bucket,
            async context =>
            {
                await work(context);
                return Done.Value;
            },
            ct);

    /// <summary>
    /// Makes attempts until one does not end with <see cref="Closed"/>, each on the shard that the newest map names. The
    /// attempt itself looks at the fence.
    /// </summary>
    public async Task<Result<T>> RunAsync<T>(Bucket bucket, Func<Shard, Task<Result<T>>> attempt, CancellationToken ct)
    {
        var result = await attempt(router.For(bucket));
        for (var started = TimeProvider.System.GetTimestamp(); IsClosed(result) && TimeProvider.System.GetElapsedTime(started) < Patience;)
        {
            await RefreshAsync(ct);
            result = await attempt(router.For(bucket));
            if (IsClosed(result))
                await Task.Delay(Random.Shared.Next(20, 100), ct);
        }

        return result;
    }

    private static bool IsClosed<T>(Result<T> result) => ReferenceEquals(result.Error, Closed);

    private static Task<Result<T>> WriteAsync<T>(Shard shard, Bucket bucket, Func<ShardContext, Task<Result<T>>> work, CancellationToken ct) =>
        shard.Database.WriteAsync(
            async context => (await BucketHomes.FindOpenAsync(context, shard.Database.Sql, [bucket], ct)).Count > 0 ? await work(context) : Closed,
            ct);

    // Without a directory, or with a map that cannot be taken, it is tried again with the map that is there.
    private async Task RefreshAsync(CancellationToken ct)
    {
        try
        {
            await map.RefreshAsync().WaitAsync(ct);
        }
        catch (Exception error) when (error is DbException or StorageSettingsException or InvalidOperationException { InnerException: DbException })
        {
            log.LogWarning("The shard map could not be read again: {Error}", error.Message);
        }
    }
}
