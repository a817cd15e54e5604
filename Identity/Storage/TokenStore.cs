using System.Linq.Expressions;
using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared.Storage;
using Collab.Identity.Tokens;
using Microsoft.EntityFrameworkCore;

namespace Collab.Identity.Storage;

internal sealed class TokenStore(IdentityDatabase database) : ITokenStore
{
    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);

    // Programs come back together after an outage, and all that listen are asked after together when something is said.
    private readonly SharedReads<string, AccessToken> _bySecret = new(hashes => ReadAsync(database, t => hashes.Contains(t.SecretHash), t => t.SecretHash));
    private readonly SharedReads<AccessTokenId, AccessToken> _byId = new(ids => ReadAsync(database, t => ids.Contains(t.TokenId), t => t.TokenId));

    public Task<AccessToken?> FindAsync(string secretHash, CancellationToken ct) => _bySecret.FindAsync(secretHash, ct);

    public Task<AccessToken?> FindAsync(AccessTokenId id, CancellationToken ct) => _byId.FindAsync(id, ct);

    public Task<IReadOnlyList<AccessToken>> ListAsync(UserId user, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<AccessToken>>(
            async context =>
            {
                var rows = await context.AccessTokens
                    .Where(t => t.UserId == user && t.RevokedAt == null)
                    .OrderByDescending(t => t.TokenId).Take(CreateAccessToken.MaxTokens).ToListAsync(ct);
                return [.. rows.Select(r => r.ToToken())];
            },
            ct);

    public Task<Result<Done>> AddAsync(AccessToken token, string secretHash, AuditEntry audit, CancellationToken ct) =>
        database.WriteAsync<Result<Done>>(
            async writing =>
            {
                if (await writing.Context.AccessTokens.CountAsync(t => t.UserId == token.User && t.RevokedAt == null, ct) >= CreateAccessToken.MaxTokens)
                    return new Error.Conflict("token.too_many", $"You have {CreateAccessToken.MaxTokens} access tokens. Revoke one that you do not need, then try again.");
                writing.Context.AccessTokens.Add(new AccessTokenRow
                {
                    TokenId = token.Id,
                    UserId = token.User,
                    Name = token.Name,
                    SecretHash = secretHash,
                    CreatedAt = token.CreatedAt,
                    ExpiresAt = token.ExpiresAt,
                });
                await writing.AppendAuditAsync(audit);
                return Done.Value;
            },
            ct);

    public Task TouchAsync(AccessTokenId id, DateTimeOffset now, CancellationToken ct)
    {
        var before = now - TouchEvery;
        return database.WriteAsync(
            writing => writing.Context.AccessTokens.Where(t => t.TokenId == id && (t.UsedAt == null || t.UsedAt <= before))
                .ExecuteUpdateAsync(set => set.SetProperty(t => t.UsedAt, now), ct),
            ct);
    }

    public Task<bool> RevokeAsync(UserId user, AccessTokenId id, DateTimeOffset now, AuditEntry audit, CancellationToken ct) =>
        database.WriteAsync(
            async writing =>
            {
                var revoked = await writing.Context.AccessTokens.Where(t => t.TokenId == id && t.UserId == user && t.RevokedAt == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(t => t.RevokedAt, now), ct);
                if (revoked > 0)
                    await writing.AppendAuditAsync(audit);
                return revoked > 0;
            },
            ct);

    // It serves many: nobody's patience counts.
    private static Task<IReadOnlyDictionary<TKey, AccessToken>> ReadAsync<TKey>(
        IdentityDatabase database, Expression<Func<AccessTokenRow, bool>> which, Func<AccessTokenRow, TKey> key)
        where TKey : notnull =>
        database.ReadAsync<IReadOnlyDictionary<TKey, AccessToken>>(
            async context =>
            {
                var rows = await (from token in context.AccessTokens.Where(which)
                                  join person in context.People on token.UserId equals person.UserId
                                  where token.RevokedAt == null && person.IsActive
                                  select token).ToListAsync();
                return rows.ToDictionary(key, row => row.ToToken());
            },
            CancellationToken.None);
}
