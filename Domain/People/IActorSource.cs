using System.Security.Claims;
using Collab.Domain.Shared;

namespace Collab.Domain.People;

/// <summary>Turns an authenticated principal into who acts.</summary>
public interface IActorSource
{
    /// <summary>The actor as she is now; null when the account is gone, deactivated, or its session or token ended.</summary>
    Task<Actor?> FindAsync(ClaimsPrincipal principal, CancellationToken ct);
}
