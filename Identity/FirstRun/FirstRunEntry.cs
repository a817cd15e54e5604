using Collab.Identity.Accounts;

namespace Collab.Identity.FirstRun;

/// <summary>The first-run code as it is kept, and how often it was missed.</summary>
/// <param name="CodeHash">What the hasher made of it.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="FailedCount">Wrong ones in a row.</param>
/// <param name="WaitUntil">No code is taken before; null when there is no wait.</param>
public sealed record FirstRunEntry(string CodeHash, DateTimeOffset MadeAt, int FailedCount = 0, DateTimeOffset? WaitUntil = null)
{
    /// <summary>How long to wait before the next try; null when it is taken at once.</summary>
    public TimeSpan? Wait(DateTimeOffset now) => WaitUntil > now ? WaitUntil - now : null;

    internal FirstRunEntry Missed(DateTimeOffset now) =>
        this with { FailedCount = FailedCount + 1, WaitUntil = GrowingWait.After(FailedCount + 1) is { } wait ? now + wait : null };
}
