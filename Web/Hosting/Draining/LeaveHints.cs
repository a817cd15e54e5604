namespace Collab.Web.Hosting.Draining;

/// <summary>
/// While the node drains, each answer closes its connection: a balancer that chooses a node per connection, not per
/// request, would else send the page's question for another node here again and again.
/// </summary>
internal sealed class LeaveHints(RequestDelegate next, Drain drain)
{
    /// <summary>Runs the request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (drain.HasBegun && HttpProtocol.IsHttp11(context.Request.Protocol))
            context.Response.Headers.Connection = "close";
        return next(context);
    }
}
