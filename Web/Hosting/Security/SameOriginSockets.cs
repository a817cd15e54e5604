using Collab.Web.Hosting.Settings;

namespace Collab.Web.Hosting.Security;

/// <summary>
/// Refuses sockets that another site's page opens: browsers send cookies along with them and ask nobody first. Programs
/// send no origin and no cookie.
/// </summary>
internal sealed class SameOriginSockets(RequestDelegate next, CollabOptions options)
{
    private static readonly PathString[] Guarded = ["/_blazor", "/hubs"];

    /// <summary>Lets own pages and programs through.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var origin = context.Request.Headers.Origin;
        if (origin.Count == 0 || Origins.IsOwn(context.Request, origin.ToString(), options) || !Guarded.Any(path => context.Request.Path.StartsWithSegments(path)))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
