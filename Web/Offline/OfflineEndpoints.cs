using Collab.Domain.Organizations;
using Collab.Web.Components.Offline;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Offline;

/// <summary>What browsers take to install Collab, and to stand a while without it.</summary>
internal static class OfflineEndpoints
{
    /// <summary>The page that is shown without a network.</summary>
    public const string PagePath = "/offline";

    /// <summary>Registers what the routes need.</summary>
    public static IServiceCollection AddCollabOffline(this IServiceCollection services, IConfiguration configuration) =>
        services.Configure<OfflineOptions>(configuration.GetSection(OfflineOptions.Section)).AddSingleton<ServiceWorker>();

    /// <summary>Maps the routes.</summary>
    public static void MapCollabOffline(this WebApplication app)
    {
        var routes = app.MapGroup("").ExcludeFromDescription();
        routes.MapGet(PagePath, () => new RazorComponentResult<OfflinePage>());
        routes.MapGet("/sw.js", (ServiceWorker worker, HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-cache";
            return TypedResults.Text(worker.Script, "text/javascript; charset=utf-8");
        });
        routes.MapGet("/manifest.webmanifest", async (GetOrganization organization, HttpContext context, CancellationToken ct) =>
        {
            context.Response.Headers.CacheControl = "no-cache";
            var name = (await organization.ExecuteAsync(ct)).TryGet(out var found, out _) ? found.Name : null;
            return TypedResults.Json(Manifest.Of(name), contentType: "application/manifest+json");
        });
    }
}
