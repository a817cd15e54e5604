namespace Collab.Infrastructure.Hidden;

/// <summary>
/// The instant that goes with the number up to which somebody does not see a history: replies in threads are compared with it. A
/// search asks for times in milliseconds, and whatever has a lower number must lie before, also what a clock that runs ahead has stamped.
/// </summary>
internal static class HistoryEnd
{
    /// <summary>Now, or when the last message was posted, whichever is later; up to the next whole millisecond.</summary>
    public static DateTimeOffset Of(DateTimeOffset? lastPostedAt, DateTimeOffset now)
    {
        var ticks = (lastPostedAt > now ? lastPostedAt.Value : now).UtcTicks;
        var over = ticks % TimeSpan.TicksPerMillisecond;
        return new DateTimeOffset(over == 0 ? ticks : ticks + TimeSpan.TicksPerMillisecond - over, TimeSpan.Zero);
    }
}
