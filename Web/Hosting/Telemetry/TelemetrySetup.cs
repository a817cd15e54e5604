using Collab.Domain.Messages;
using Collab.Web.Hosting.Settings;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry.Instrumentation.AspNetCore;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Collab.Web.Hosting.Telemetry;

/// <summary>Metrics and traces after OpenTelemetry: scraped from <c>/metrics</c>, and sent where the operator says.</summary>
internal static class TelemetrySetup
{
    /// <summary>Registers it.</summary>
    public static IServiceCollection AddCollabTelemetry(this IServiceCollection services, CollabOptions options)
    {
        services.AddSingleton<CollabMetrics>();
        services.TryAddEnumerable(ServiceDescriptor.Scoped<CircuitHandler, CircuitCount>());
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("collab", serviceVersion: typeof(TelemetrySetup).Assembly.GetName().Version?.ToString(3)))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(CollabMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime");
                metrics.AddPrometheusExporter();
                if (options.Telemetry.OtlpEndpoint.Length > 0)
                    metrics.AddOtlpExporter(exporter => exporter.Endpoint = new Uri(options.Telemetry.OtlpEndpoint));
            });
        if (options.Telemetry.OtlpEndpoint.Length > 0)
        {
            telemetry.WithTracing(tracing => tracing
                .AddSource(CollabMetrics.MeterName)
                .AddAspNetCoreInstrumentation(KeepSecretsOut)
                .AddOtlpExporter(exporter => exporter.Endpoint = new Uri(options.Telemetry.OtlpEndpoint)));
        }

        return services;
    }

    /// <summary>Counts stored messages; called when the stores are registered.</summary>
    public static void MeterMessages(this IServiceCollection services) => services.TryDecorate<IMessageStore, MeteredMessages>();

    // An invitation's address is its secret: the route tells enough. Queries are redacted by the instrumentation itself.
    private static void KeepSecretsOut(AspNetCoreTraceInstrumentationOptions tracing)
    {
        tracing.Filter = context => !context.Request.Path.StartsWithSegments("/health") && !context.Request.Path.StartsWithSegments("/metrics");
        tracing.EnrichWithHttpResponse = (activity, response) =>
            activity.SetTag("url.path", (response.HttpContext.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText);
    }
}
