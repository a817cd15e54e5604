using Collab.Web.Api;
using Microsoft.AspNetCore.Antiforgery;

namespace Collab.Web.Hosting.Security;

/// <summary>
/// Refuses changes through the API that a cookie alone vouches for: another site's form could send it. A page adds its
/// antiforgery token; a program sends a personal access token, which no browser adds by itself.
/// </summary>
internal sealed class ApiForgeryGuard(RequestDelegate next, IAntiforgery antiforgery)
{
    /// <summary>Lets reads, programs and own pages through.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not null && IsAtRisk(context.Request) && !await antiforgery.IsRequestValidAsync(context))
            await Problems.Forgery.ExecuteAsync(context);
        else
            await next(context);
    }

    private static bool IsAtRisk(HttpRequest request) =>
        request.Path.StartsWithSegments("/api")
        && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method)
        && !request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase);
}
