namespace Collab.Domain.Hidden;

/// <summary>How much of a place's history one does not see: what one has cleared away for oneself, and what was said before one was let in.</summary>
/// <param name="Seq">Messages up to this number are not shown; 0 when nothing was cleared.</param>
/// <param name="At">Replies in threads of the place that were posted up to this instant are not shown either; null when nothing was cleared.</param>
public sealed record ClearedHistory(long Seq, DateTimeOffset? At)
{
    /// <summary>Everything is shown.</summary>
    public static ClearedHistory None { get; } = new(0, null);
}
