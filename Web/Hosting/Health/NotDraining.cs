using Collab.Web.Hosting.Draining;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Collab.Web.Hosting.Health;

/// <summary>A node that is about to stop gets nobody new.</summary>
internal sealed class NotDraining(Drain drain) : IHealthCheck
{
    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(drain.HasBegun ? HealthCheckResult.Unhealthy("Draining.") : HealthCheckResult.Healthy());
}
