using System.Net;
using Collab.Web.Hosting.Settings;

namespace Collab.Web.Hosting.Telemetry;

/// <summary>Answers <c>/metrics</c> only to the machine itself, unless the operator opens it.</summary>
internal sealed class MetricsGuard(RequestDelegate next, CollabOptions options)
{
    /// <summary>For others the address does not exist.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/metrics") || options.Telemetry.PublicMetrics || IsLocal(context))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    // A proxy on this machine speaks for others: it says so in these headers.
    private static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("X-Original-For")
        && !context.Request.Headers.ContainsKey("Forwarded");
}
