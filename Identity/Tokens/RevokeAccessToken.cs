using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Identity.Tokens;

/// <summary>Revokes one of one's own access tokens: on this node at once, on others within five seconds.</summary>
public sealed class RevokeAccessToken(ITokenStore tokens, LiveTokens live, AuditTrail audit, TimeProvider time)
{
    /// <summary>A token of somebody else is not found.</summary>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, AccessTokenId token, CancellationToken ct)
    {
        var entry = audit.Entry(actor, AuditActs.TokenRevoked, $"token:{token}");
        if (!await tokens.RevokeAsync(actor.User, token, time.GetUtcNow(), entry, ct))
            return new Error.NotFound();
        live.Forget(token);
        return Done.Value;
    }
}
