using Collab.Domain.People;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Logging;

namespace Collab.Identity.Sessions;

/// <summary>Who is signed in on an open page; looked at again every half minute, should the news of a session's end get lost.</summary>
internal sealed class CircuitAuthentication(ILoggerFactory logger, IActorSource actors) : RevalidatingServerAuthenticationStateProvider(logger)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        await actors.FindAsync(authenticationState.User, cancellationToken) is not null;
}
