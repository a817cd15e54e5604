using Collab.Identity;
using Collab.Infrastructure;
using Collab.Search;
using Collab.Web.Api;
using Collab.Web.Api.Account;
using Collab.Web.Components;
using Collab.Web.Hosting.Commands;
using Collab.Web.Hosting.Demo;
using Collab.Web.Hosting.Diagnostics;
using Collab.Web.Hosting.Draining;
using Collab.Web.Hosting.Errors;
using Collab.Web.Hosting.Health;
using Collab.Web.Hosting.Languages;
using Collab.Web.Hosting.Nodes;
using Collab.Web.Hosting.Security;
using Collab.Web.Hosting.Settings;
using Collab.Web.Hosting.Telemetry;
using Collab.Web.Hubs;
using Collab.Web.Offline;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Collab.Web.Hosting;

/// <summary>What the program is put together from: the one place that knows every part.</summary>
internal static class Composition
{
    /// <summary>Registers all parts.</summary>
    public static IServiceCollection AddCollab(this IServiceCollection services, IConfiguration configuration, CollabOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);

        // Stores, bus, presence, text of messages. First: it brings the databases up to date before others look at them.
        services.AddCollabInfrastructure(configuration);
        services.MeterMessages();
        services.AddSingleton(ReadTextCommand.Program);
        // Names and search.
        services.AddCollabSearch();
        services.AddSearchIndex(configuration);
        // Accounts, sessions, tokens. After the stores: it looks for the organization when it starts.
        services.AddCollabIdentity(configuration);
        // Pages.
        services.AddCollabEntry();
        services.AddCollabPages();
        services.AddCollabOffline(configuration);

        services.AddUseCases();
        services.AddCollabSecurity(configuration, options);
        services.AddCollabLanguages();
        services.AddCollabErrors();
        services.AddCollabHealth();
        services.AddCollabApi();
        services.AddCollabHub(options);
        services.AddSingleton<NodeFigures>();
        services.AddHostedService<NodeHeartbeat>();
        services.AddSingleton<DemoFill>();
        services.AddSingleton<DemoJob>();
        services.AddHostedService<ReadyMessage>();
        return services;
    }

    /// <summary>The pipeline. Its order matters: each line protects those below it.</summary>
    public static void UseCollab(this WebApplication app, CollabOptions options)
    {
        app.UseCollabProxies();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<LeaveHints>();
        app.UseCollabLanguages();
        app.UseCollabErrors();
        if (options.Url.StartsWith("https:", StringComparison.Ordinal))
            app.UseHsts();
        // A connection would carry it along for hours, and sends nothing that it compresses.
        app.UseWhen(context => !context.Request.Path.StartsWithSegments(HubSetup.Address), pages => pages.UseResponseCompression());
        app.UseMiddleware<MetricsGuard>();
        app.UseMiddleware<SameOriginSockets>();
        app.UseMiddleware<HubDoorkeeper>();
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<DeviceKeyGuard>();
        app.UseCollabGuide();
        app.UseAuthorization();
        app.UseMiddleware<ApiForgeryGuard>();
        app.UseAntiforgery();

        app.MapCollabEntry();
        app.MapCollabOffline();
        app.MapStaticAssets();
        app.MapCollabHealth();
        app.MapCollabDiagnostics(options);
        app.MapPrometheusScrapingEndpoint();
        app.MapCollabApi();
        app.MapCollabHub();
        app.MapCollabPages();
    }
}
