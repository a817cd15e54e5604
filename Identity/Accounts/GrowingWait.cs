namespace Collab.Identity.Accounts;

/// <summary>How long to wait after failures: not at all for the first few, then each time twice as long, up to a bound.</summary>
internal static class GrowingWait
{
    /// <summary>The failure that is followed by the first wait.</summary>
    public const int FreeFailures = 5;

    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>The wait after so many failures in a row; null when there is none yet.</summary>
    public static TimeSpan? After(int failures)
    {
        if (failures < FreeFailures)
            return null;
        var wait = First * Math.Pow(2, Math.Min(failures - FreeFailures, 10));
        return wait < Longest ? wait : Longest;
    }
}
