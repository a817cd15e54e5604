using Collab.Web.Api;
using Collab.Web.Hosting.Settings;
using Microsoft.AspNetCore.Antiforgery;

namespace Collab.Web.Hosting.Security;

/// <summary>
/// Refuses changes through the API that a cookie alone vouches for: another site's form could send it. A page adds its
/// antiforgery token, and its browser says that it is ours; a program sends a personal access token, which no browser adds
/// by itself.
/// </summary>
internal sealed class ApiForgeryGuard(RequestDelegate next, IAntiforgery antiforgery, CollabOptions options)
{
    /// <summary>Lets reads, programs and own pages through.</summary>
    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint() is not null && IsAtRisk(context.Request) ? CheckAsync(context) : next(context);

    // Apart, so that nothing of it is kept for the hours that a connection lasts.
    private async Task CheckAsync(HttpContext context)
    {
        if (IsFromHere(context.Request) && await antiforgery.IsRequestValidAsync(context))
            await next(context);
        else
            await Problems.Forgery.ExecuteAsync(context);
    }

    // Old browsers leave the origin out; then the token alone decides.
    private bool IsFromHere(HttpRequest request) => request.Headers.Origin.Count == 0 || Origins.IsOwn(request, request.Headers.Origin.ToString(), options);

    private static bool IsAtRisk(HttpRequest request) =>
        request.Path.StartsWithSegments("/api")
        && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method)
        && !request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase);
}
