using Collab.Domain.Shared.Ids;

namespace Collab.Identity.Sessions;

/// <summary>A session that has just begun; its secret goes into the cookie and is stored nowhere.</summary>
/// <param name="Id">Its id.</param>
/// <param name="User">Whose.</param>
/// <param name="Secret">The secret.</param>
/// <param name="ExpiresAt">When it ends at the latest.</param>
public sealed record IssuedSession(SessionId Id, UserId User, string Secret, DateTimeOffset ExpiresAt);
