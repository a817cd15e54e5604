using Collab.Domain.Shared;

namespace Collab.Identity.Tokens;

/// <summary>Lists one's own access tokens, expired ones included.</summary>
public sealed class ListAccessTokens(ITokenStore tokens)
{
    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<AccessToken>> ExecuteAsync(Actor actor, CancellationToken ct) => tokens.ListAsync(actor.User, ct);
}
