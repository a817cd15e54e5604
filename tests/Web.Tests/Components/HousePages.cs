using System.Security.Claims;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Support.Houses;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Web.Tests.Components;

/// <summary>Components over the use cases of a house: what they show is what is stored.</summary>
internal static class HousePages
{
    /// <summary>The page of one of its people.</summary>
    public static PageContext Of(House house, Actor actor, Action<IServiceCollection>? use = null) =>
        new(services =>
        {
            foreach (var port in typeof(Actor).Assembly.GetTypes().Where(t => t is { IsInterface: true, IsGenericType: false } && t.Name.StartsWith('I')))
            {
                if (house.Services.GetService(port) is { } adapter)
                    services.AddSingleton(port, adapter);
            }

            services.AddSingleton<IActorSource>(new Somebody(actor));
            services.AddSingleton<TimeProvider>(house.Installation.Time);
            use?.Invoke(services);
        });

    private sealed class Somebody(Actor actor) : IActorSource
    {
        public Task<Actor?> FindAsync(ClaimsPrincipal principal, CancellationToken ct) => Task.FromResult<Actor?>(actor);
    }
}
