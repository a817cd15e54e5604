using System.Security.Claims;
using Collab.Domain.Shared;

namespace Collab.Web.Realtime;

/// <summary>Finds who acts behind a signed-in principal, read fresh: a person who was deactivated is nobody.</summary>
public interface IActorSource
{
    /// <summary>The actor; null when nobody is signed in, or the session has ended.</summary>
    Task<Actor?> FindAsync(ClaimsPrincipal principal, CancellationToken ct);
}
