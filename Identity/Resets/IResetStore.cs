using Collab.Domain.Audit;
using Collab.Domain.People;
using Collab.Domain.Shared.Ids;

namespace Collab.Identity.Resets;

/// <summary>Links that reset a password.</summary>
public interface IResetStore
{
    /// <summary>Stores one; those before it of the same person are good for nothing any more.</summary>
    Task AddAsync(UserId user, string tokenHash, DateTimeOffset now, DateTimeOffset expiresAt, AuditEntry audit, CancellationToken ct);

    /// <summary>Whose link it is; null when there is none, it was used or expired, or the person cannot sign in with a password.</summary>
    Task<ResetOwner?> FindAsync(string tokenHash, DateTimeOffset now, CancellationToken ct);

    /// <summary>Uses the link up, sets the password, opens a locked account and ends all sessions, in one transaction; false when the link is not good any more.</summary>
    Task<bool> RedeemAsync(string tokenHash, string passwordHash, DateTimeOffset now, AuditEntry audit, CancellationToken ct);
}

/// <summary>Whose link it is.</summary>
/// <param name="User">Who.</param>
/// <param name="Organization">Her organization.</param>
/// <param name="Email">Her address.</param>
public sealed record ResetOwner(UserId User, OrganizationId Organization, EmailAddress Email);
