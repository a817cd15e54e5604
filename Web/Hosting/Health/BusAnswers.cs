using Collab.Infrastructure.Nodes;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Collab.Web.Hosting.Health;

/// <summary>The bus between the nodes can be reached. Without it people are served all the same, a second later.</summary>
internal sealed class BusAnswers(Troubles troubles) : IHealthCheck
{
    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(troubles.Has(Troubles.Bus) ? HealthCheckResult.Degraded("Redis cannot be reached.") : HealthCheckResult.Healthy());
}
