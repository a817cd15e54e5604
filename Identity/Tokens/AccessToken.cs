using Collab.Domain.Shared.Ids;

namespace Collab.Identity.Tokens;

/// <summary>A personal access token as its owner sees it; the secret itself is stored nowhere.</summary>
/// <param name="Id">Its id.</param>
/// <param name="User">Whose: it may do what she may do.</param>
/// <param name="Name">What she called it.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">Until when it is good; null for ever.</param>
/// <param name="UsedAt">When it was last used, to the minute; null never.</param>
public sealed record AccessToken(
    AccessTokenId Id, UserId User, string Name, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? UsedAt)
{
    /// <summary>True while it may be used.</summary>
    public bool IsAlive(DateTimeOffset now) => ExpiresAt is null || now < ExpiresAt;
}
