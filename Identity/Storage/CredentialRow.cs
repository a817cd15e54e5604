using Collab.Domain.Shared.Ids;
using Collab.Identity.Accounts;

namespace Collab.Identity.Storage;

internal sealed class CredentialRow
{
    public UserId UserId { get; init; }

    public string PasswordHash { get; set; } = "";

    public DateTimeOffset ChangedAt { get; set; }

    public int FailedCount { get; set; }

    public DateTimeOffset? LockedUntil { get; set; }

    public Credential ToCredential() => new(PasswordHash, ChangedAt, FailedCount, LockedUntil);

    public void Take(Credential credential)
    {
        PasswordHash = credential.PasswordHash;
        ChangedAt = credential.ChangedAt;
        FailedCount = credential.FailedCount;
        LockedUntil = credential.LockedUntil;
    }
}
