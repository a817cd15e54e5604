using System.Data.Common;
using Collab.Infrastructure.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Collab.Web.Hosting.Health;

/// <summary>
/// The directory and the shards answer, in a schema that this version knows. A shard that is away takes its streams
/// along, not the node: as long as one answers, people are served.
/// </summary>
internal sealed class StoresAnswer(StorageLayout layout) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var directory = AnswersAsync(layout.Directory, SchemaMigrator.DirectoryTag, cancellationToken);
        var shards = await Task.WhenAll(layout.Shards.Select(shard => AnswersAsync(shard, SchemaMigrator.ShardTag, cancellationToken)));
        if (!await directory || !shards.Contains(true))
            return HealthCheckResult.Unhealthy();
        return shards.Contains(false) ? HealthCheckResult.Degraded() : HealthCheckResult.Healthy();
    }

    // A schema that does not fit throws, and that is not a matter of one shard.
    private static async Task<bool> AnswersAsync(DatabaseAddress address, string tag, CancellationToken ct)
    {
        try
        {
            await Task.Run(() => SchemaMigrator.CheckAsync(address, tag, ct), ct);
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }
}
