using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Collab.Web.Hosting.Health;

/// <summary>What a load balancer and a watchdog ask.</summary>
internal static class HealthSetup
{
    /// <summary>Marks checks that must pass before people are sent here.</summary>
    public const string ReadyTag = "ready";

    /// <summary>Registers it.</summary>
    public static IServiceCollection AddCollabHealth(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<NotDraining>("draining", tags: [ReadyTag])
            .AddCheck<BusAnswers>("bus", tags: [ReadyTag])
            .AddCheck<StoresAnswer>("stores", tags: [ReadyTag], timeout: TimeSpan.FromSeconds(5));
        return services;
    }

    /// <summary>Live: the process answers. Ready: its stores answer in a schema that it knows, and it is not about to stop.</summary>
    public static void MapCollabHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).DisableHttpMetrics();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(ReadyTag), ResponseWriter = WriteAsync }).DisableHttpMetrics();
    }

    // Names and states only: a reason may name servers, and stands in the log.
    private static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(
            new
            {
                status = report.Status.ToString(),
                checks = report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Status.ToString()),
            },
            context.RequestAborted);
}
