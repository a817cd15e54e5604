using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Hidden;

/// <summary>A message that somebody has deleted for herself: for everybody else it stands as before.</summary>
/// <param name="Stream">The stream of the message.</param>
/// <param name="Seq">Its number there.</param>
/// <param name="Message">Its id.</param>
/// <param name="At">When she did.</param>
public sealed record HiddenMessage(StreamId Stream, long Seq, MessageId Message, DateTimeOffset At)
{
    /// <summary>Most of one person in one stream. Whoever has more clears the history instead.</summary>
    public const int MaxPerStream = 10_000;

    /// <summary>Most that are hidden, or brought back, at once.</summary>
    public const int MaxAtOnce = 100;

    /// <summary>So long one is shown what one has hidden, to bring it back.</summary>
    public static readonly TimeSpan ShownFor = TimeSpan.FromDays(30);
}
