namespace Collab.Domain.Shared;

/// <summary>How many items a page may have: every list has a limit.</summary>
public static class PageLimit
{
    /// <summary>The size of a page when none is asked for.</summary>
    public const int Default = 50;

    /// <summary>The largest page.</summary>
    public const int Max = 200;

    /// <summary>What was asked for, within bounds.</summary>
    public static int Clamp(int? wanted) => Math.Clamp(wanted ?? Default, 1, Max);
}
