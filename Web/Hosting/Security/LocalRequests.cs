using System.Net;

namespace Collab.Web.Hosting.Security;

/// <summary>Which requests come from the machine itself.</summary>
internal static class LocalRequests
{
    /// <summary>True when nobody else asks: a proxy on this machine speaks for others, and says so in these headers.</summary>
    public static bool IsFromThisMachine(this HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("X-Original-For")
        && !context.Request.Headers.ContainsKey("Forwarded");
}
