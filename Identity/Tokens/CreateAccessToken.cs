using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Identity.Sessions;

namespace Collab.Identity.Tokens;

/// <summary>Makes a personal access token.</summary>
public sealed class CreateAccessToken(ITokenStore tokens, AuditTrail audit, IRateLimits limits, IIdSource ids, TimeProvider time)
{
    /// <summary>What every token begins with, so that scanners find one that leaked.</summary>
    public const string Prefix = "collab_pat_";

    /// <summary>Most tokens of one person.</summary>
    public const int MaxTokens = 100;

    /// <summary>Longest life that can be chosen, in days.</summary>
    public const int MaxDays = 3650;

    /// <summary>Returns the token with its secret, which is shown this once.</summary>
    public async Task<Result<IssuedAccessToken>> ExecuteAsync(Actor actor, string? name, int? days, CancellationToken ct)
    {
        if (!Name.Parse(name).TryGet(out var parsed, out var error))
            return error;
        if (days is < 1 or > MaxDays)
            return new Error.Invalid("token.days_invalid", $"Choose between 1 and {MaxDays} days, or leave it empty.", "days");
        if (!limits.Take(actor.User, RateKind.Create).TryGet(out _, out error))
            return error;
        var now = time.GetUtcNow();
        var secret = Prefix + ids.NextSecret();
        var token = new AccessToken(ids.Next<AccessTokenId>(), actor.User, parsed.Value, now, days is { } limit ? now.AddDays(limit) : null, null);
        var entry = audit.Entry(actor, AuditActs.TokenCreated, $"token:{token.Id}", ("name", token.Name));
        return (await tokens.AddAsync(token, Secret.Hash(secret), entry, ct)).TryGet(out _, out error) ? new IssuedAccessToken(token, secret) : error;
    }
}

/// <summary>A new token.</summary>
/// <param name="Token">The token.</param>
/// <param name="Secret">What a program sends; cannot be shown again.</param>
public sealed record IssuedAccessToken(AccessToken Token, string Secret);
