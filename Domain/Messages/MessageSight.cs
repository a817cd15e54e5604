using Collab.Domain.Streams;

namespace Collab.Domain.Messages;

/// <summary>For acts that name a message and do not read it themselves: what one does not see, one does nothing with.</summary>
internal static class MessageSight
{
    /// <summary>False for a message that the seat's actor has hidden, was never let see, or whose time has come. Whether it exists the act finds out.</summary>
    public static async Task<bool> ShowsAsync(this IMessageStore messages, Seat seat, long seq, CancellationToken ct) =>
        (seat.Sight.IsWhole && !seat.Stream.HasExpiring) || await messages.FindAsync(seat, seq, ct) is not null;
}
