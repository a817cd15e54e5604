namespace Collab.Identity.Accounts;

/// <summary>Telling the owner of an account that it takes no password for a while.</summary>
internal static class LockNotice
{
    /// <summary>Tells once, when a series of misses first locks it: whoever goes on guessing must not fill her mailbox.</summary>
    public static void TellOfLock(this IAccountNotices notices, Account? account, Credential? missed, string? address)
    {
        if (account is not null && missed is { FailedCount: GrowingWait.FreeFailures, LockedUntil: { } until })
            notices.Locked(account.Email, until, address);
    }
}
