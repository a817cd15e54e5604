using Collab.Web.Hosting.Security;
using Collab.Web.Hosting.Settings;

namespace Collab.Web.Hosting.Telemetry;

/// <summary>Answers <c>/metrics</c> only to the machine itself, unless the operator opens it.</summary>
internal sealed class MetricsGuard(RequestDelegate next, CollabOptions options)
{
    /// <summary>For others the address does not exist.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/metrics") || options.Telemetry.PublicMetrics || context.IsFromThisMachine())
            return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
