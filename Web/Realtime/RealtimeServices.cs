using Collab.Domain.People;
using Collab.Web.Hosting.Draining;
using Collab.Web.TownHalls;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Collab.Web.Realtime;

/// <summary>Registers what keeps open pages up to date.</summary>
public static class RealtimeServices
{
    /// <summary>
    /// Adds the fan-out and name cache of the node, and the state containers of each circuit. Needs the use cases, an
    /// event bus, presence and an <see cref="Domain.People.IActorSource"/>.
    /// </summary>
    public static IServiceCollection AddCollabRealtime(this IServiceCollection services) =>
        services
            .AddSingleton<LiveEvents>()
            .AddSingleton<EventFanout>()
            .AddSingleton<PeopleCache>()
            .AddSingleton<Availability>()
            .AddSingleton<SharedMessages>()
            .AddSingleton<PlaceReader>()
            .AddSingleton<OpenPages>()
            .AddSingleton<IDrainParticipant>(provider => provider.GetRequiredService<OpenPages>())
            .AddScoped<Session>()
            .AddScoped<Sidebar>()
            .AddScoped<FollowedThreads>()
            .AddScoped<OwnPreferences>()
            .AddScoped<Favourites>()
            .AddScoped<SavedMarks>()
            .AddScoped<ReceiptSight>()
            .AddScoped<RecallSight>()
            .AddScoped<ReferenceBook>()
            .AddScoped<KeptNews>()
            .AddScoped<RenderGate>()
            .AddScoped<LinkServices>()
            .AddScoped<CircuitLink>()
            .AddScoped<CircuitHandler, CircuitConnection>();
}
