using System.Net;
using Collab.Web.Hosting.Draining;
using Collab.Web.Hosting.Settings;
using Collab.Web.Hosting.Telemetry;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Collab.Web.Hosting;

/// <summary>Builds the program: settings, parts, pipeline. Nothing is opened before it starts.</summary>
internal static class CollabHost
{
    /// <summary>Builds it, or throws a <see cref="SettingsException"/> for settings that cannot work.</summary>
    public static WebApplication Build(string[] args)
    {
        // The content lies beside the program, wherever it is started from.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var options = SettingsCheck.Read(builder.Configuration);
        SettingsCheck.PrepareData(options);
        // A relative folder means the same to every part, also after a change of directory.
        options.Data = Path.GetFullPath(options.Data);
        builder.Configuration[$"{CollabOptions.Section}:{nameof(CollabOptions.Data)}"] = options.Data;

        builder.Services.AddSingleton(options);
        builder.Host.UseDefaultServiceProvider(provider => (provider.ValidateScopes, provider.ValidateOnBuild) = (true, true));
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, options));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        builder.Services.AddSingleton<Drain>();
        builder.Services.AddSingleton<IHostLifetime, DrainLifetime>();
        builder.AddCollabLogs();
        builder.Services.AddCollabTelemetry(options);
        builder.Services.AddCollab(builder.Configuration, options);

        var app = builder.Build();
        app.UseCollab(options);
        return app;
    }

    private static void Configure(KestrelServerOptions kestrel, CollabOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxRequestBody;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        switch (options.Listen())
        {
            case null: kestrel.ListenLocalhost(options.Port); break;
            case var any when any.Equals(IPAddress.IPv6Any): kestrel.ListenAnyIP(options.Port); break;
            case var address: kestrel.Listen(address, options.Port); break;
        }
    }
}
