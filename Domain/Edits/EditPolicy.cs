namespace Collab.Domain.Edits;

/// <summary>For how long authors may edit their messages, and who sees what they said before.</summary>
/// <param name="Window">Counted from posting, by the server's clock; zero where nobody edits, <see cref="AnyTime"/> where it does not end.</param>
/// <param name="ShowsHistory">Whoever reads a message may read its earlier texts; otherwise only its author.</param>
public sealed record EditPolicy(TimeSpan Window, bool ShowsHistory)
{
    /// <summary>A window that does not end.</summary>
    public static readonly TimeSpan AnyTime = TimeSpan.MaxValue;

    /// <summary>Shortest window.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>Longest window that ends.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>What holds where nobody has decided.</summary>
    public static EditPolicy Default { get; } = new(AnyTime, true);

    /// <summary>Whether a window can be decided so: whole minutes, off, without an end or between the bounds.</summary>
    public static bool IsValid(TimeSpan window) =>
        window == AnyTime || (window.Ticks % TimeSpan.TicksPerMinute == 0 && (window == TimeSpan.Zero || (window >= Shortest && window <= Longest)));
}
