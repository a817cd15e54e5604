using Collab.Domain.People;
using Microsoft.AspNetCore.Authorization;

namespace Collab.Web.Api;

/// <summary>Finds the actor once per request and keeps it for the handler (<see cref="Caller"/>).</summary>
internal sealed class ActorHandler(IServiceProvider services) : AuthorizationHandler<ActorRequirement>
{
    /// <inheritdoc />
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, ActorRequirement requirement)
    {
        // The resource of a hub's method is not the request, but its actor was found when it connected.
        if (context.Resource is not HttpContext http)
            return;
        var actors = services.GetRequiredService<IActorSource>();
        if (await actors.FindAsync(context.User, http.RequestAborted) is not { } actor)
            return;
        http.Features.Set(new Caller(actor with { Address = http.Connection.RemoteIpAddress?.ToString() }));
        context.Succeed(requirement);
    }
}
