using Collab.Domain.Organizations;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Collab.Web.Hosting.Health;

/// <summary>The directory answers.</summary>
internal sealed class StoresAnswer(IServiceProvider services) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (services.GetService<IOrganizationStore>() is { } organizations)
            await organizations.FindAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
