using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Recall;

/// <summary>What is left of a message that was taken back: who did it, when, and never what it said.</summary>
/// <param name="By">Who took it back: its author, or the manager who removed it.</param>
/// <param name="At">When, by the server's clock.</param>
/// <param name="Reason">Why a manager removed it; null when its author recalled it.</param>
public sealed record RecallView(UserId By, DateTimeOffset At, string? Reason = null)
{
    /// <summary>Longest reason, in UTF-16 units.</summary>
    public const int MaxReason = 250;

    /// <summary>A manager removed it; otherwise its author recalled it.</summary>
    public bool IsRemoval => Reason is not null;
}
