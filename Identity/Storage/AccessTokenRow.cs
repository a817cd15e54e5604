using Collab.Domain.Shared.Ids;
using Collab.Identity.Tokens;

namespace Collab.Identity.Storage;

internal sealed class AccessTokenRow
{
    public AccessTokenId TokenId { get; init; }

    public UserId UserId { get; init; }

    public string Name { get; init; } = "";

    public string SecretHash { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public AccessToken ToToken() => new(TokenId, UserId, Name, CreatedAt, ExpiresAt, UsedAt);
}
