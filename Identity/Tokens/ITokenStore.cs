using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Identity.Tokens;

/// <summary>The access tokens of people.</summary>
public interface ITokenStore
{
    /// <summary>A token that was not revoked, of a person who is active; null otherwise. Says nothing of its age.</summary>
    Task<AccessToken?> FindAsync(string secretHash, CancellationToken ct);

    /// <summary>The same by id.</summary>
    Task<AccessToken?> FindAsync(AccessTokenId id, CancellationToken ct);

    /// <summary>A person's tokens that were not revoked, newest first, at most <see cref="CreateAccessToken.MaxTokens"/>.</summary>
    Task<IReadOnlyList<AccessToken>> ListAsync(UserId user, CancellationToken ct);

    /// <summary>Stores a token; refused when the person has too many.</summary>
    Task<Result<Done>> AddAsync(AccessToken token, string secretHash, AuditEntry audit, CancellationToken ct);

    /// <summary>Notes that it was used, unless somebody noted that within the last minute.</summary>
    Task TouchAsync(AccessTokenId id, DateTimeOffset now, CancellationToken ct);

    /// <summary>Revokes one of the person's tokens; false when there is none such.</summary>
    Task<bool> RevokeAsync(UserId user, AccessTokenId id, DateTimeOffset now, AuditEntry audit, CancellationToken ct);
}
