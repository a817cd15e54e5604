using Collab.Domain.Audit;
using Collab.Domain.Shared.Ids;

namespace Collab.Identity.Sessions;

/// <summary>The sessions of people.</summary>
public interface ISessionStore
{
    /// <summary>A session that has not been ended, of a person who is active; null otherwise. Says nothing of its age.</summary>
    Task<Session?> FindAsync(SessionId id, CancellationToken ct);

    /// <summary>A person's sessions that have not been ended and are used since, last seen first, at most 100.</summary>
    Task<IReadOnlyList<Session>> ListAsync(UserId user, DateTimeOffset seenSince, CancellationToken ct);

    /// <summary>Notes that it was seen, unless somebody noted that within the last minute.</summary>
    Task TouchAsync(SessionId id, DateTimeOffset now, CancellationToken ct);

    /// <summary>Ends sessions; how many were ended. Without any nothing is written.</summary>
    Task<int> EndAsync(UserId user, SessionsToEnd which, AuditEntry audit, CancellationToken ct);
}
