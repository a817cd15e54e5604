using System.Data.Common;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Collab.Web.Hosting.Health;

/// <summary>
/// The directory and the shards answer, in a schema that this version knows. A shard that is away takes its streams
/// along, not the node: as long as one answers, people are served.
/// </summary>
internal sealed class StoresAnswer(StorageLayout layout, Troubles troubles) : IHealthCheck
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

    // One that is known to be away is not asked: a host that is gone would not answer in time. A schema that does not fit
    // throws, and that is not a matter of one shard.
    private async Task<bool> AnswersAsync(DatabaseAddress address, string tag, CancellationToken ct)
    {
        if (troubles.Has(address.Name))
            return false;
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
