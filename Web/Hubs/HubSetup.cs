using Collab.Domain.Shared.Events;
using Collab.Web.Api;
using Collab.Web.Hosting.Draining;
using Collab.Web.Hosting.Settings;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Collab.Web.Hubs;

/// <summary>The live connection for programs.</summary>
internal static class HubSetup
{
    /// <summary>Where it is.</summary>
    public const string Address = "/hubs/events";

    // A message of 16,000 characters, every one of them escaped, and its envelope.
    private const int MaxMessageBytes = 128 * 1024;

    /// <summary>Registers it.</summary>
    public static IServiceCollection AddCollabHub(this IServiceCollection services, CollabOptions options)
    {
        services.AddSingleton<HubFanout>();
        services.AddSingleton<HubClients>();
        services.AddSingleton<HubPace>().AddSingleton<IFollowerPace>(provider => provider.GetRequiredService<HubPace>());
        services.AddSingleton<HubStreams>().AddSingleton<HubPeople>();
        services.AddSingleton<HubActors>();
        services.AddSingleton<HubTurns>().AddSingleton<HubDoor>();
        services.AddSingleton<HubPlaces>();
        services.AddSingleton<HubPump>();
        services.AddSingleton<HubConnections>();
        services.AddHostedService(provider => provider.GetRequiredService<HubFanout>());
        services.AddSingleton<IDrainParticipant, HubDrain>();
        services.AddSignalR()
            .AddHubOptions<EventsHub>(hub =>
            {
                hub.MaximumReceiveMessageSize = MaxMessageBytes;
                hub.MaximumParallelInvocationsPerClient = 1;
                hub.StreamBufferCapacity = 1;
                hub.EnableDetailedErrors = false;
                hub.KeepAliveInterval = TimeSpan.FromSeconds(15);
                hub.ClientTimeoutInterval = TimeSpan.FromSeconds(45);
                hub.HandshakeTimeout = TimeSpan.FromSeconds(5);
            })
            .AddJsonProtocol(json => ApiJson.Configure(json.PayloadSerializerOptions));
        // Of two protocols of one name the later one is used.
        services.AddSingleton<IHubProtocol, EventFrameProtocol>();
        return services;
    }

    /// <summary>Maps it.</summary>
    public static void MapCollabHub(this IEndpointRouteBuilder app) =>
        app.MapHub<EventsHub>(
            Address,
            connection =>
            {
                connection.Transports = HttpTransportType.WebSockets | HttpTransportType.LongPolling;
                connection.ApplicationMaxBufferSize = MaxMessageBytes;
                connection.CloseOnAuthenticationExpiration = true;
            })
            .RequireAuthorization(ApiPolicy.Name);
}
