using Collab.Domain.Shared.Ids;

namespace Collab.Identity.Storage;

internal sealed class ResetRow
{
    public string TokenHash { get; init; } = "";

    public UserId UserId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; init; }
}
