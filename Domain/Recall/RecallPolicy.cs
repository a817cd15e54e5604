namespace Collab.Domain.Recall;

/// <summary>For how long authors may take messages back from everybody, and whether managers may remove them.</summary>
/// <param name="Window">Counted from posting, by the server's clock; zero where nobody takes anything back.</param>
/// <param name="AllowsRemoval">Managers may remove other people's messages, with a reason.</param>
public sealed record RecallPolicy(TimeSpan Window, bool AllowsRemoval)
{
    /// <summary>Shortest window.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(2);

    /// <summary>Longest window.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>What holds where nobody has decided: a day, and only the sender takes a message back.</summary>
    public static RecallPolicy Default { get; } = new(TimeSpan.FromHours(24), false);

    /// <summary>Authors may recall at all.</summary>
    public bool IsOn => Window > TimeSpan.Zero;

    /// <summary>Whether a window can be decided so: whole minutes, off or between the bounds.</summary>
    public static bool IsValid(TimeSpan window) => window.Ticks % TimeSpan.TicksPerMinute == 0 && (window == TimeSpan.Zero || (window >= Shortest && window <= Longest));
}
