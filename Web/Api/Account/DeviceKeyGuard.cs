using Collab.Web.Offline;

namespace Collab.Web.Api.Account;

/// <summary>Sees to it with every page that is opened that the browser has the key of whoever is signed in, or none.</summary>
internal sealed class DeviceKeyGuard(RequestDelegate next, DeviceKey key)
{
    /// <summary>Looks at requests for pages, and lets everything through.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (IsPage(context.Request))
            key.Follow(context);
        return next(context);
    }

    private static bool IsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && !Path.HasExtension(request.Path)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/_blazor") && !request.Path.StartsWithSegments("/hubs")
        // It is kept for everybody who uses the browser.
        && !request.Path.StartsWithSegments(OfflineEndpoints.PagePath);
}
