using Collab.Domain.Streams;

namespace Collab.Domain.Shared.Events;

/// <summary>The stored events of a stream, for those who missed some.</summary>
public interface IEventLog
{
    /// <summary>
    /// Events with a version above <paramref name="version"/>, oldest first, at most <paramref name="limit"/>. Messages
    /// come as they are now, not as they were. <see cref="EventSlice.IsComplete"/> is false when the oldest are gone.
    /// </summary>
    Task<EventSlice> ReadAsync(Seat seat, long version, int limit, CancellationToken ct);
}
