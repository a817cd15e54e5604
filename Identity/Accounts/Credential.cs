namespace Collab.Identity.Accounts;

/// <summary>A password and how often it was missed.</summary>
/// <param name="PasswordHash">What the hasher made of it.</param>
/// <param name="ChangedAt">When it was chosen.</param>
/// <param name="FailedCount">Failures in a row.</param>
/// <param name="LockedUntil">No password is taken before; null when not locked.</param>
public sealed record Credential(string PasswordHash, DateTimeOffset ChangedAt, int FailedCount, DateTimeOffset? LockedUntil)
{
    /// <summary>True while no password is taken.</summary>
    public bool IsLocked(DateTimeOffset now) => LockedUntil > now;

    internal Credential Failed(DateTimeOffset now) =>
        this with { FailedCount = FailedCount + 1, LockedUntil = GrowingWait.After(FailedCount + 1) is { } wait ? now + wait : null };

    internal Credential Cleared(string? newHash) => this with { PasswordHash = newHash ?? PasswordHash, FailedCount = 0, LockedUntil = null };
}
